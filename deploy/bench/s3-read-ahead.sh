#!/usr/bin/env bash
# Measures what a bucket costs: photos featurised per second from a bucket whose every GET takes DELAY milliseconds longer,
# beside those from a folder, in turns in one run; the processor time of each run; and the requests. The ratio is that of the
# fastest runs: whatever else the machine does makes a run slower, never faster.
#
#     mvn -pl batch-indexer -am -DskipTests package
#     deploy/bench/s3-read-ahead.sh PHOTOS [DELAY [TURNS]]
#
# PHOTOS has two labels or more; some thousand photos take a minute a run on two cores. The bucket is a small server of its
# own (batch-indexer/src/test/.../BucketServer.java) on the loopback address.
set -euo pipefail
photos=$(cd "${1:?usage: deploy/bench/s3-read-ahead.sh PHOTOS [DELAY [TURNS]]}" && pwd)
delay=${2:-30}
turns=${3:-2}
repository=$(cd "$(dirname "$0")/../.." && pwd)
jar=$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar
work=$(mktemp -d)
server=
clean_up() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

mkfifo "$work/until"
java -Xmx512m -XX:TieredStopAtLevel=1 "$repository/batch-indexer/src/test/java/dev/pomona/indexer/BucketServer.java" \
    "$photos" "$delay" <"$work/until" >"$work/server" &
server=$!
exec 3>"$work/until"
until [ -s "$work/server" ]; do kill -0 "$server"; sleep 0.2; done
export AWS_ENDPOINT_URL=$(head -n 1 "$work/server") AWS_ACCESS_KEY_ID=bench AWS_SECRET_ACCESS_KEY=bench
echo "a GET of one photo takes $(curl -s -o /dev/null -w '%{time_total}' \
    "$AWS_ENDPOINT_URL/photos/$(cd "$photos" && find . -type f | head -n 1 | cut -c 3- | sed 's/ /%20/g')") s"

# run NAME SOURCE: prints seconds and photos of featurising, and the processor seconds of the whole run.
run() {
    TIMEFORMAT='%U %S'
    { time java -jar "$jar" index --photos "$2" --index "$work/$1" --held-out-share 0 \
        >"$work/$1.log" 2>"$work/$1.errors"; } 2>"$work/$1.time" || {
        tail -n 20 "$work/$1.errors" >&2
        exit 1
    }
    sed -n 's/^featurise done in \([0-9.]*\) s: \([0-9]*\) photos.*/\1 \2/p' "$work/$1.log" | tee -a "$work/${1%-*}.rates"
    rm -rf "${work:?}/$1"
}
for turn in $(seq "$turns"); do
    for from in folder bucket; do
        source=$photos
        [ "$from" = folder ] || source=s3://photos/
        read -r seconds count < <(run "$from-$turn" "$source")
        echo "$from, run $turn: listed in $(sed -n 's/^list done in \([0-9.]*\) s.*/\1/p' "$work/$from-$turn.log") s," \
            "$count photos featurised in $seconds s, $(awk '{ print $1 + $2 }' "$work/$from-$turn.time") s of processor time in all"
    done
done
exec 3>&-
wait "$server" || true
server=
rate() { awk '$2 / $1 > best { best = $2 / $1 } END { print best }' "$work/$1.rates"; }
awk -v folder="$(rate folder)" -v bucket="$(rate bucket)" \
    'BEGIN { printf "folder %.1f photos/s, bucket %.1f photos/s: ratio %.2f\n", folder, bucket, bucket / folder }'
echo "requests of $turns runs: $(tail -n 1 "$work/server")"
