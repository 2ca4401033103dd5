#!/usr/bin/env bash
# Measures the driver's heap by the number of photos: fit and evaluation over synthetic features, on a standalone Spark
# cluster of a master and two workers.
#
#     mvn -Pcluster,bench -pl batch-indexer,deploy/bench/indexer -am -DskipTests package
#     SPARK_HOME=... deploy/bench/driver-memory.sh [ROWS...]
#
# ROWS default to 5000 and 65000. Both take five minutes on two cores, and 3 GB of disk.
set -euo pipefail
work=$(mktemp -d)
source "$(dirname "$0")/standalone.bash"
bench=$repository/deploy/bench/indexer/target/indexer-bench.jar
[ $# -gt 0 ] || set -- 5000 65000

start_cluster 3g
for rows; do
    echo "== $rows rows"
    submit --executor-memory 2g --driver-memory 1g --jars "$job" --class dev.pomona.bench.DriverMemory \
        "$bench" "$rows" "$work/features-$rows" \
        2>"$work/submit.log" || { tail -30 "$work/submit.log"; exit 1; }
    rm -rf "$work/features-$rows"
done
