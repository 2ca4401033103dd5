#!/usr/bin/env bash
# Rehearses EMR: runs the job jar with spark-submit in cluster mode on a YARN cluster of two node managers, from and to a bucket,
# and checks that index, exit code and run record are right: an executor is killed half way, a prefix is missing, the quality
# gate refuses, an operator cancels, and YARN kills the application. With S3Mock no executor is killed.
#
#     mvn -Pcluster,bench -pl batch-indexer,deploy/bench/yarn -am -DskipTests package
#     deploy/bench/yarn-round.sh [DATA]
#
# DATA holds grocery-store/train; without it 200 photos of five labels are painted. PYTHON may name a python3 with pyarrow and
# numpy; without these the indexes are compared by their manifests. KEEP=1 keeps what the cluster leaves. Takes nine minutes of
# processor time, so CI leaves it out.
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$bench/../.." && pwd)
target=$bench/yarn/target
job=$repository/batch-indexer/target/pomona-indexer-job.jar
[ -f "$job" ] && [ -d "$target/spark" ] \
    || { echo "mvn -Pcluster,bench -pl batch-indexer,deploy/bench/yarn -am -DskipTests package" >&2; exit 1; }
work=$(mktemp -d)
source "$bench/bucket.bash"
cluster='' submission=''
stop_all() {
    [ -z "$submission" ] || pkill -P "$submission" || true
    [ -z "$cluster" ] || { kill "$cluster" 2>/dev/null && wait "$cluster" 2>/dev/null; } || true
    stop_bucket
    [ -n "${KEEP:-}" ] && echo "kept: $work" || rm -rf "$work"
}
trap stop_all EXIT
fail() {
    echo "FAILED: $1"
    [ -z "${run:-}" ] || driver_log stderr | grep -E '^pomona-indexer|ERROR|Exception' | tail -n 12 | cut -c1-300
    exit 1
}
now() { date +%s; }
began=$(now)

JAVA_HOME=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
# The name of this machine is the loopback address to all of them, and no other name is known.
echo "127.0.0.1 localhost $(hostname)" >"$work/hosts"
hosts=-Djdk.net.hosts.file=$work/hosts
export JAVA_HOME SPARK_LOCAL_IP=127.0.0.1 HADOOP_CONF_DIR=$work/conf

# ---- cluster, submission, and what they leave ----

start_yarn() {
    mkdir "$work/conf"
    (cd "$work" && exec java -Xmx384m "$hosts" --add-opens=java.base/java.lang=ALL-UNNAMED -Dtest.build.data="$work/yarn" \
        -cp "$target/yarn-bench.jar:$target/minicluster/*:$target/spark/*" dev.pomona.bench.yarn.YarnCluster "$work/conf") \
        >"$work/yarn.log" 2>&1 &
    cluster=$!
    for _ in $(seq 120); do
        [ ! -e "$work/conf/yarn-site.xml" ] || return 0
        kill -0 "$cluster" || break
        sleep 0.5
    done
    tail -n 20 "$work/yarn.log"
    fail "YARN does not start"
}

# EMR puts its own on the class path of drivers and executors, too.
connector=$(connector :)

# submit RUN OPTION...: runs the indexer on YARN; the exit code is that of spark-submit.
submit() {
    run=$1
    shift
    local environment=()
    for variable in AWS_ENDPOINT_URL_S3 AWS_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY SPARK_LOCAL_IP; do
        environment+=(--conf "spark.yarn.appMasterEnv.$variable=${!variable}" --conf "spark.executorEnv.$variable=${!variable}")
    done
    java -Xmx256m "$hosts" -cp "$work/conf:$target/spark/*" org.apache.spark.deploy.SparkSubmit \
        --master yarn --deploy-mode cluster --class dev.pomona.indexer.IndexerMain \
        --driver-memory 1g --executor-memory 1g --num-executors 2 --executor-cores 1 --conf spark.executor.memoryOverhead=1g \
        --conf spark.yarn.maxAppAttempts=1 --conf spark.executorEnv.POMONA_CACHE="$work/cache" \
        --conf spark.yarn.jars="local:$target/spark/*" --conf spark.yarn.stagingDir="file://$work" \
        --conf spark.driver.extraClassPath="$connector" --conf spark.executor.extraClassPath="$connector" \
        --conf spark.driver.extraJavaOptions="$hosts" --conf spark.executor.extraJavaOptions="$hosts" \
        --conf spark.scheduler.minRegisteredResourcesRatio=1 --conf spark.ui.port=0 --conf spark.sql.shuffle.partitions=4 \
        --conf spark.executor.heartbeatInterval=1s "${environment[@]}" \
        "$job" index --index=s3a://pomona/index --run-id="$run" --components=40 "$@" >"$work/$run.submit" 2>&1
}
new_run() { echo "$(date -u +%Y%m%dT%H%M%SZ)-$(od -An -N4 -tx4 /dev/urandom | tr -d ' ')"; }
application() { grep -o -m 1 'application_[0-9]*_[0-9]*' "$work/$run.submit" 2>/dev/null | head -n 1; }
# driver_says TEXT FILE: whether the driver's stdout or stderr has the text.
driver_says() { [ -n "$(driver_log "$2" | grep -E -m 1 -- "$1" || true)" ]; }
driver_log() { find "$work/yarn" -path "*/$(application)/*_000001/$1" -exec cat {} + 2>/dev/null; }
executors() { pgrep -f "^$JAVA_HOME/bin/java.*YarnCoarseGrainedExecutorBackend.*--app-id $(application) " || true; }
# record FIELD...: of the record of the run, which may be absent.
record() {
    curl -fsS "$AWS_ENDPOINT_URL_S3/pomona/index/runs/$run.json" 2>/dev/null | python3 -c '
import json, sys
record = json.load(sys.stdin)
for name in sys.argv[1].split("."):
    record = (record or {}).get(name)
print(record)' "$1" 2>/dev/null || true
}
current() { curl -fsS "$AWS_ENDPOINT_URL_S3/pomona/index/current.json" | sha256sum; }
# await SECONDS WHAT COMMAND...
await() {
    local what=$2
    for _ in $(seq $(($1 * 2))); do
        ! "${@:3}" || return 0
        kill -0 "$submission" 2>/dev/null || fail "the application ended before $what"
        sleep 0.5
    done
    fail "no $what"
}
# submit_till_featurise OPTION...: returns when the run is at that stage.
submit_till_featurise() {
    local id
    id=$(new_run)
    submit "$id" --photos=s3a://pomona/photos "$@" &
    submission=$! run=$id
    await 300 "stage featurise" is_at_work featurise
}
is_at_work() { [ "$(record stage)" = "$1" ]; }
has_featurised() { driver_says '^featurise [1-9][0-9]*/' stdout; }
# expect WHAT ACTUAL EXPECTED
expect() {
    [ "$2" = "$3" ] || fail "$1 is '$2', not '$3'"
    echo "ok     $1: $2"
}
# expect_end CODE STATE: what spark-submit, YARN and the record say of the run.
expect_end() {
    expect "exit code in YARN's report" "$(grep -o 'exited with status [0-9]*' "$work/$run.submit" | tail -n 1)" "exited with status $1"
    expect "spark-submit's exit code" "$code" 1
    expect "record" "$(record state) $(record failure.code) $(record failure.exitCode)" "$2 $1"
    expect "attempts" "$(find "$work/yarn" -path "*/$(application)/*" -name '*_000001' -path '*logDir*' | wc -l)" 1
}

# ---- the round ----

mkdir "$work/photos"
if [ $# -gt 0 ]; then
    for label in Apple/Golden-Delicious Apple/Granny-Smith Banana Kiwi Lemon; do
        cp -r "$1/grocery-store/train/Fruit/$label" "$work/photos/"
    done
else
    java -cp "$target/yarn-bench.jar" dev.pomona.bench.yarn.PaintedPhotos "$work/photos" 40
fi
labels=$(ls "$work/photos" | wc -l)
photos=$(find "$work/photos" -type f | wc -l)
lost=$(ls "$work/photos" | tail -n 1)
start_bucket pomona
upload "$work/photos" pomona/photos

start_yarn
echo "== $photos photos of $labels labels on YARN; an executor is killed while they are featurised"
# What a killed executor was uploading is aborted in the end. S3Mock then deletes the object that another task has uploaded.
[ -z "$bucket_process" ] || echo "S3Mock: none is killed"
start=$(now)
submit_till_featurise --views=4
await 300 "photo that is featurised" has_featurised
before=$(executors)
for executor in $before; do
    natives=$(grep -o '[^ ]*libtensorflow[^ ]*' "/proc/$executor/maps" | sort -u | head -n 1 || true)
    [ -n "$natives" ] || continue
    echo "ok     executor $executor has loaded ${natives#"$work"/}"
    victim=$executor
done
[ -n "${victim:-}" ] || fail "no executor has loaded TensorFlow"
if [ -z "$bucket_process" ]; then
    kill -9 "$victim"
    echo "executor $victim is killed: $(driver_log stdout | grep -E '^featurise [0-9]+/' | tail -n 1)"
fi
code=0
wait "$submission" || code=$?
[ "$code" = 0 ] || fail "the run does not survive the loss of an executor"
[ -n "$bucket_process" ] || driver_says 'Lost executor' stderr || fail "the driver has not noticed the loss"
expect "spark-submit's exit code" "$code" 0
expect "record" "$(record state) $(record version)" "SUCCEEDED $run"
python3 "$bench/check_index.py" --finished s3://pomona/index
echo "$(($(now) - start)) s"
mkdir -p "$work/cluster"
for key in $(keys pomona index/); do
    [ "${key%/}" = "$key" ] || continue
    mkdir -p "$work/cluster/$(dirname "${key#index/}")"
    curl -fsS -o "$work/cluster/${key#index/}" "$AWS_ENDPOINT_URL_S3/pomona/$key"
done
echo "== the local program builds the same index"
start=$(now)
POMONA_CACHE=$work/cache java -Xmx1g -jar "$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar" index \
    --photos "$work/photos" --index "$work/local" --components 40 --views 4 --master 'local[2]' >"$work/local.out" 2>"$work/local.log" \
    || { tail -n 20 "$work/local.log"; fail "the local program"; }
python=${PYTHON:-python3}
if "$python" -c 'import numpy, pyarrow' 2>/dev/null; then
    "$python" "$bench/compare_indexes.py" "$work/local" "$work/cluster"
else
    python3 "$bench/compare_manifests.py" "$work/local" "$work/cluster"
fi
echo "$(($(now) - start)) s"

echo "== a prefix without photos"
start=$(now) code=0
submit "$(new_run)" --photos=s3a://pomona/nothing || code=$?
expect_end 3 "FAILED UNUSABLE_REQUEST"
echo "$(($(now) - start)) s"

echo "== a label less: the quality gate refuses"
start=$(now) code=0
published=$(current)
submit "$(new_run)" --photos=s3a://pomona/photos --views=4 --held-out-share=0 --exclude="$lost/**" || code=$?
expect_end 17 "FAILED WORSE"
expect "violations" "$(record failure.violations)" "['LOST_LABELS', 'NOT_MEASURED']"
echo "$(($(now) - start)) s"

echo "== an operator cancels"
start=$(now) code=0
submit_till_featurise --views=1
curl -fsS -o /dev/null -X PUT --data "{\"run\": \"$run\", \"by\": \"rehearsal\", \"at\": \"$(date -u +%FT%TZ)\"}" \
    "$AWS_ENDPOINT_URL_S3/pomona/index/runs/$run.cancel"
wait "$submission" || code=$?
expect_end 19 "CANCELLED CANCELLED"
echo "$(($(now) - start)) s"

echo "== YARN kills the application"
start=$(now) code=0
submit_till_featurise --views=1
java -Xmx128m "$hosts" -cp "$work/conf:$target/spark/*" org.apache.hadoop.yarn.client.cli.ApplicationCLI application \
    -kill "$(application)" >"$work/kill.log" 2>&1 || { tail "$work/kill.log"; fail "no application is killed"; }
wait "$submission" || code=$?
expect "spark-submit's exit code" "$code" 1
echo "record: $(record state) $(record failure.code) $(record failure.exitCode)"
[ "$(record state)" != SUCCEEDED ] || fail "the record says that it succeeded"

expect "current version since the first run" "$(current)" "$published"
python3 "$bench/check_index.py" s3://pomona/index
echo "== the round is complete, after $(($(now) - began)) s"
