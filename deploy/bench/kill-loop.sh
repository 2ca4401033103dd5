#!/usr/bin/env bash
# Kills indexing runs at random moments, and checks after each that the index is whole, and at the end that the next run
# leaves nothing of them behind.
#
#     deploy/bench/kill-loop.sh PHOTOS [KILLS [folder|bucket]]
#
# The index is in a folder, or in a bucket of LocalStack (bucket.bash).
#
# Each run finds photos with bytes that no run has seen, so that it featurises all of them. Runs that end before they are
# killed are not counted.
set -euo pipefail
photos=${1:?usage: deploy/bench/kill-loop.sh PHOTOS [KILLS [folder|bucket]]}
kills=${2:-20}
repository=$(cd "$(dirname "$0")/../.." && pwd)
program=${PROGRAM:-$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar}
work=$(mktemp -d)
index=$work/index
source "$repository/deploy/bench/bucket.bash"
run=
clean_up() {
    stop_bucket
    [ -z "$run" ] || kill -9 "$run" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
if [ "${3:-folder}" = bucket ]; then
    start_bucket kills
    index=s3://kills/index
fi

cp -r "$photos" "$work/photos"
# What follows a picture's end is no part of the picture, but of the file's hash.
freshen() {
    find "$work/photos" -type f -exec sh -c 'for file; do printf %s "$0" >>"$file"; done' "run $1." {} +
}
index() {
    exec java -jar "$program" index --photos "$work/photos" --index "$index" --components 40 \
        >"$work/log" 2>"$work/errors"
}
check() { python3 "$repository/deploy/bench/check_index.py" "$@" "$index"; }
now() { date +%s%3N; }
pause() { sleep "$(awk -v ms="$1" 'BEGIN { print ms / 1000 }')"; }

start=$(now)
(index) || { tail -n 5 "$work/errors"; exit 1; }
length=$(($(now) - start))
echo "a whole run takes $length ms"
killed=0 ended=0 i=0
: >"$work/stages"
while [ "$killed" -lt "$kills" ]; do
    i=$((i + 1))
    freshen "$i"
    moment=$(((RANDOM * 32768 + RANDOM) % length))
    start=$(now)
    (index) &
    run=$!
    pause "$moment"
    kill -9 "$run" 2>/dev/null || true
    code=0
    wait "$run" 2>/dev/null || code=$?
    run=
    if [ "$code" != 137 ]; then # it ended by itself
        [ "$code" = 0 ] || { echo "run $i failed with $code"; tail -n 5 "$work/errors"; exit 1; }
        ended=$((ended + 1))
        length=$moment # the machine has become faster; no later moment would hit a run
        echo "run $i had ended within $moment ms"
        check >/dev/null
        continue
    fi
    killed=$((killed + 1))
    stage=$(tail -n 1 "$work/log")
    # A stage says its name when it begins, and "done" when it ends: after that, the next one has not said anything yet.
    echo "${stage:-starting}" | sed -E 's/ [0-9]+\/.*//; s/ done in.*/, then/' >>"$work/stages"
    printf 'kill %2d after %5d ms (%s): ' "$killed" "$moment" "${stage:-starting}"
    check
done
freshen last
(index) || { echo "the run after the last kill failed"; tail -n 5 "$work/errors"; exit 1; }
printf 'the next run to its end: '
check --finished
echo "$killed runs were killed, $ended had ended; last words of those killed:"
sort "$work/stages" | uniq -c | sort -rn
