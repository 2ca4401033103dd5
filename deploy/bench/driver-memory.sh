#!/usr/bin/env bash
# How much of the driver's heap a run needs, by the number of photos: fit, evaluation and writing over made-up features,
# on a standalone Spark cluster of a master and two workers.
#
#     mvn -Pcluster -pl batch-indexer -am -DskipTests package
#     SPARK_HOME=... deploy/bench/driver-memory.sh [ROWS...]
#
# ROWS are 5000 and 65000 if not given. Both take five minutes on two cores, and 3 GB of disk.
set -euo pipefail
work=$(mktemp -d)
source "$(dirname "$0")/standalone.bash"
[ $# -gt 0 ] || set -- 5000 65000

start_cluster 3g
for rows; do
    echo "== $rows rows"
    submit --executor-memory 2g --driver-memory 1g "$job" synthetic --rows "$rows" --index "$work/index-$rows" \
        2>"$work/submit.log" || { tail -30 "$work/submit.log"; exit 1; }
    rm -rf "$work/index-$rows"
done
