#!/usr/bin/env bash
# Kills indexing runs at random moments and checks after each that the index is whole.
#
#     deploy/bench/kill-loop.sh PHOTOS [KILLS]
set -euo pipefail
photos=${1:?usage: deploy/bench/kill-loop.sh PHOTOS [KILLS]}
kills=${2:-20}
repository=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
run=
clean_up() {
    [ -z "$run" ] || kill -9 "$run" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

index() {
    exec java -jar "$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar" index \
        --photos "$photos" --index "$work/index" --components 40 >"$work/log" 2>&1
}

start=$(date +%s)
(index)
length=$(($(date +%s) - start))
echo "a whole run takes $length s"
for i in $(seq 1 "$kills"); do
    # A run is killed at a moment evenly spread over its length, in tenths of a second.
    pause=$((RANDOM % (length * 10)))
    (index) &
    run=$!
    sleep "$((pause / 10)).$((pause % 10))"
    kill -9 "$run" 2>/dev/null && killed="killed" || killed="had ended"
    wait "$run" 2>/dev/null || true
    stage=$(tail -n 1 "$work/log")
    printf 'run %2d %s after %d.%d s (%s): ' "$i" "$killed" $((pause / 10)) $((pause % 10)) "$stage"
    python3 "$repository/deploy/bench/check_index.py" "$work/index"
done
(index)
printf 'the next run to its end: '
python3 "$repository/deploy/bench/check_index.py" "$work/index"
