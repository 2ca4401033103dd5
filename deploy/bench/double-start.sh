#!/usr/bin/env bash
# Starts two indexing runs on one index in S3 in the same second, again and again: one must win and the other end with exit
# code 16 (another run is at work), and the index must have one version more.
#
#     deploy/bench/double-start.sh PHOTOS [TIMES]
#
# PHOTOS is a small folder of labelled photos. LocalStack where Docker has its image, else S3Mock, which does not check
# conditions atomically, so that it may let both win.
set -euo pipefail
photos=$(cd "${1:?usage: deploy/bench/double-start.sh PHOTOS [TIMES]}" && pwd)
times=${2:-10}
repository=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
source "$repository/deploy/bench/bucket.bash"
trap 'stop_bucket; rm -rf "$work"' EXIT

index() {
    "$repository/batch-indexer/target/pomona-indexer/pomona-indexer" index --photos "$photos" --index s3://pomona/index \
        --components 4 --discriminant none --force >"$work/out-$1" 2>"$work/err-$1"
}
versions() { keys pomona index/versions/ | grep -c '/manifest.json$' || true; }

start_bucket pomona
none=0 two=0
for round in $(seq "$times"); do
    before=$(versions)
    index a & a=$!
    index b & b=$!
    code_a=0 code_b=0
    wait "$a" || code_a=$?
    wait "$b" || code_b=$?
    added=$(($(versions) - before))
    echo "round $round: exit codes $code_a and $code_b, $added version more"
    [ "$added" != 0 ] || none=$((none + 1))
    [ "$added" -lt 2 ] || two=$((two + 1))
    case "$code_a $code_b" in
        "0 16" | "16 0") ;;
        *) tail -n 3 "$work"/err-*; exit 1 ;;
    esac
done
echo "$times double starts: no winner $none times, two winners $two times"
[ "$none" = 0 ] && [ "$two" = 0 ]
