# A standalone Spark cluster on this machine, on the loopback address only: one master and two workers of one core, each
# with a cache folder of its own. For the scripts beside this file: set `work` to an empty folder, then source it.
# Needs SPARK_HOME, a Spark 4.0 installation ('pip install pyspark==4.0.1' is one: site-packages/pyspark).

: "${SPARK_HOME:?must name a Spark 4.0 installation}"
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS=$work/spark-local
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
job=$repository/batch-indexer/target/pomona-indexer-job.jar
[ -f "$job" ] || { echo "$job is missing: mvn -Pcluster -pl batch-indexer -am -DskipTests package" >&2; exit 1; }
# A cluster has a connector of its own, and two do not get along.
! python3 -m zipfile -l "$job" | grep -E 'software/amazon|hadoop/fs/s3a|spark/internal/io/cloud' || { echo "$job holds an S3 connector" >&2; exit 1; }
daemons=()

stop_cluster() {
    [ ${#daemons[@]} -eq 0 ] || kill "${daemons[@]}" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap stop_cluster EXIT

# wait_for TEXT LOG: until the text is in the log.
wait_for() {
    for _ in $(seq 120); do
        ! grep -q "$1" "$2" 2>/dev/null || return 0
        sleep 0.5
    done
    echo "'$1' did not appear in $2:" >&2
    tail -20 "$2" >&2
    exit 1
}

# start_cluster MEMORY: master and workers; sets `master`.
start_cluster() {
    mkdir -p "$SPARK_LOCAL_DIRS"
    "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.master.Master \
        --host 127.0.0.1 --port 0 --webui-port 0 >"$work/master.log" 2>&1 &
    daemons+=($!)
    wait_for 'Starting Spark master at' "$work/master.log"
    master=$(grep -o 'spark://127.0.0.1:[0-9]*' "$work/master.log" | head -1)
    for worker in 1 2; do
        mkdir -p "$work/worker-$worker/cache"
        # An executor inherits the environment of its worker.
        POMONA_CACHE=$work/worker-$worker/cache "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.worker.Worker \
            "$master" --host 127.0.0.1 --webui-port 0 --cores 1 --memory "$1" --work-dir "$work/worker-$worker" \
            >"$work/worker-$worker.log" 2>&1 &
        daemons+=($!)
        wait_for 'Successfully registered' "$work/worker-$worker.log"
    done
}

# submit OPTION...: runs the indexer, or another --class, on the cluster; waits for both workers before the first task.
submit() {
    "$SPARK_HOME/bin/spark-submit" --master "$master" --class dev.pomona.indexer.IndexerMain \
        --conf spark.scheduler.minRegisteredResourcesRatio=1 --conf spark.ui.enabled=false "$@"
}
