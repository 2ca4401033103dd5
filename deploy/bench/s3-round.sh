#!/usr/bin/env bash
# The whole round in a bucket: photos are uploaded, the job jar indexes them on a standalone Spark cluster, the service picks
# the version up and recognises a photo, a second version with one more label is swapped in under load, feedback with consent
# lands in the bucket, and a third run indexes it. Ends with an error at the first thing that is not so.
#
#     mvn -Pcluster -DskipTests package
#     SPARK_HOME=... deploy/bench/s3-round.sh DATA
#
# DATA holds grocery-store. Takes about four minutes on two cores.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bench/s3-round.sh DATA}" && pwd)/grocery-store
work=$(mktemp -d)
bench=$(cd "$(dirname "$0")" && pwd)
source "$bench/standalone.bash"
source "$bench/bucket.bash"
service='' load=''
stop_all() {
    [ -z "$load" ] || kill "$load" 2>/dev/null || true
    [ -z "$service" ] || kill "$service" 2>/dev/null || true
    stop_bucket
    stop_cluster
}
trap stop_all EXIT

photo=$(find "$data/val/Fruit/Kiwi" -type f | sort | head -n 1)
url=http://127.0.0.1:18480
fail() { echo "FAILED: $1"; exit 1; }
index_field() { curl -fsS "$url/index" | python3 -c "import json, sys; print(json.load(sys.stdin)['$1'])"; }
await_labels() {
    for _ in $(seq 120); do
        [ "$(index_field labels 2>/dev/null)" != "$1" ] || return 0
        sleep 0.5
    done
    tail -n 5 "$work/service.log"
    fail "no index of $1 labels is served"
}
index() {
    POMONA_CACHE=$work/driver-cache submit --executor-memory 1g --driver-memory 1g --jars "$(connector ,)" "$job" index \
        --index s3a://pomona/index --components 40 "$@" >"$work/submit.out" 2>"$work/submit.log" \
        || { grep -m 5 -E '^(error|Caused|Exception)' "$work/submit.log"; fail "the run failed"; }
    tail -n 3 "$work/submit.out"
}

start_bucket pomona
echo "== upload"
for label in Apple/Golden-Delicious Apple/Granny-Smith Banana Kiwi Lemon; do
    upload "$data/train/Fruit/$label" "pomona/photos/$(basename "$label")"
done

echo "== first version, indexed on two workers"
start_cluster 2g
index --photos s3a://pomona/photos

echo "== the service picks it up"
java -Xmx512m -jar "$repository/api-service/target/pomona-service.jar" --server.port=18480 --management.server.port=18481 \
    --pomona.index.location=s3://pomona/index --pomona.feedback.location=s3://pomona/feedback --pomona.index.refresh=2s \
    --pomona.index.cache="$work/copies" --pomona.recognition.rate-limit.requests-per-minute=0 >"$work/service.log" 2>&1 &
service=$!
await_labels 5
answer=$(curl -fsS -F "photo=@$photo" "$url/recognize")
echo "$answer" | grep -q '"label":"Kiwi"' || fail "a kiwi is not recognised: $answer"
echo "a kiwi is recognised"

echo "== a second version with one more label, under load"
(while :; do curl -sS -o /dev/null -w '%{http_code}\n' --data-binary "@$photo" -H 'Content-Type: image/jpeg' "$url/recognize"; done) \
    >"$work/statuses" 2>/dev/null &
load=$!
upload "$data/train/Fruit/Orange" pomona/photos/Orange
index --photos s3a://pomona/photos
await_labels 6
sleep 2
kill "$load"
load=''
failed=$(grep -cv '^200$' "$work/statuses" || true)
echo "$(wc -l <"$work/statuses") requests while versions swapped, $failed failed"
[ "$failed" = 0 ] || fail "requests failed"

echo "== feedback with consent"
field() { echo "$answer" | python3 -c "import json, sys; print(json.load(sys.stdin)['$1'])"; }
curl -fsS -o /dev/null -F label=Kiwi -F consent=true -F "feedbackToken=$(field feedbackToken)" -F "photo=@$photo" \
    "$url/recognize/$(field requestId)/feedback"
keys pomona feedback/photos/ | grep -q '^feedback/photos/Kiwi/' || fail "the photo is not in the bucket"
echo "it is in the bucket: $(keys pomona feedback/ | paste -sd' ')"

echo "== a third run indexes it"
before=$(index_field photos)
index --photos s3a://pomona/photos --photos s3a://pomona/feedback/photos
for _ in $(seq 60); do
    [ "$(index_field photos)" = "$before" ] || break
    sleep 0.5
done
echo "photos in the served index: $before, then $(index_field photos)"
[ "$(index_field photos)" -gt "$before" ] || fail "the feedback is not in the index"
echo "== the round is complete"
