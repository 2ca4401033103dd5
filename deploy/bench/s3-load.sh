#!/usr/bin/env bash
# Loads an index of a million vectors from S3 into the service: the time from the start of the load to the first answer, the
# highest use of the heap on the way and the use after it, and a start from the copy on the disk while S3 is away.
#
#     deploy/bench/s3-load.sh [ROWS] [HEAP]
#
# PYTHON names a python3 with pyarrow and numpy. Needs the service's jar and some 2 GB of disk for a million rows.
set -euo pipefail
rows=${1:-1000000} heap=${2:-2g}
repository=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
source "$repository/deploy/bench/bucket.bash"
service=''
clean_up() {
    [ -z "$service" ] || kill "$service" 2>/dev/null || true
    stop_bucket
    wait
    rm -rf "$work"
}
trap clean_up EXIT

"${PYTHON:-python3}" "$repository/deploy/bench/large_index.py" \
    "$repository/api-service/src/main/resources/bundled-index" "$rows" "$work/index"
start_bucket pomona
upload "$work/index" pomona/index

# serve NAME: starts the service, waits for its index and prints the figures.
serve() {
    local began
    began=$(date +%s%3N)
    java "-Xmx$heap" "-Xlog:gc*:file=$work/gc-$1.log" -jar "$repository/api-service/target/pomona-service.jar" \
        --server.port=18480 --management.server.port=18481 --pomona.security.operator.password=for-the-benchmark \
        --pomona.index.location=s3://pomona/index --pomona.index.cache="$work/copies" >"$work/$1.log" 2>&1 &
    service=$!
    for _ in $(seq 1200); do
        ! curl -fsS -o /dev/null http://127.0.0.1:18480/index 2>/dev/null || break
        kill -0 "$service" || { tail -n 5 "$work/$1.log"; exit 1; }
        sleep 0.1
    done
    echo "$1: $(($(date +%s%3N) - began)) ms from start to served"
    curl -fsS -u operator:for-the-benchmark http://127.0.0.1:18481/actuator/metrics/jvm.memory.used?tag=area:heap >/dev/null
    jcmd "$service" GC.run >/dev/null
    python3 - "$work/gc-$1.log" <<'PEAK'
import re
import sys
used = [(int(before), int(after)) for before, after in re.findall(r"(\d+)M->(\d+)M\(\d+M\)", open(sys.argv[1]).read())]
print(f"heap: at most {max(before for before, _ in used)} MB on the way, {used[-1][1]} MB in the end")
PEAK
    kill "$service"
    wait "$service" || true
    service=''
}

serve loaded-from-s3
serve copied-already
AWS_ENDPOINT_URL_S3=http://127.0.0.1:9 serve s3-away
