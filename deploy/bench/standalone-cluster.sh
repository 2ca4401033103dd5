#!/usr/bin/env bash
# Runs the job jar on a standalone Spark cluster of a master and two workers, and the local program on the same photos,
# and checks that both make the same index.
#
#     mvn -Pcluster -pl batch-indexer -am -DskipTests package
#     SPARK_HOME=... deploy/bench/standalone-cluster.sh DATA
#
# DATA holds grocery-store/train. Needs python3 with pyarrow and numpy (PYTHON names another one). Takes about three
# minutes on two cores.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bench/standalone-cluster.sh DATA}" && pwd)
work=$(mktemp -d)
source "$(dirname "$0")/standalone.bash"

mkdir "$work/photos"
for label in Apple/Golden-Delicious Apple/Granny-Smith Banana Kiwi Lemon Orange; do
    cp -r "$data/grocery-store/train/Fruit/$label" "$work/photos/"
done
photos=$(find "$work/photos" -type f | wc -l)
echo "== $photos photos, local program"
POMONA_CACHE=$work/local-cache java -jar "$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar" index \
    --photos "$work/photos" --index "$work/local" --master 'local[2]' 2>"$work/local.log" || { tail -30 "$work/local.log"; exit 1; }

echo "== $photos photos, two workers"
start_cluster 2g
POMONA_CACHE=$work/driver-cache submit --executor-memory 1g --driver-memory 1g "$job" index \
    --photos "$work/photos" --index "$work/cluster" 2>"$work/submit.log" || { tail -30 "$work/submit.log"; exit 1; }

echo "== checks"
for worker in 1 2; do
    tensorflow=$(find "$work/worker-$worker/cache" -maxdepth 1 -type d -name 'tensorflow-*')
    [ -n "$tensorflow" ] || { echo "worker $worker has not unpacked TensorFlow"; exit 1; }
    jar=$(find "$work/worker-$worker" -name pomona-indexer-job.jar)
    echo "worker $worker: $(du -sh "$tensorflow" | cut -f1) of TensorFlow from its $(du -h "$jar" | cut -f1) copy of the jar," \
        "$(cat "$work/worker-$worker"/app-*/*/stderr | grep -c 'Finished task') tasks"
done
[ ! -e "$work/driver-cache" ] && echo "driver: no network loaded"
"${PYTHON:-python3}" "$repository/deploy/bench/compare_indexes.py" "$work/local" "$work/cluster"
