#!/usr/bin/env bash
# Accuracy of the steps of the pipeline, each on top of the one before, for one or several sets of weights.
#
#     deploy/bench/accuracy.sh DATA [WEIGHTS.npz ...]
#
# DATA holds grocery-store/{train,val} and fruits-360/{Training,Test}. Without WEIGHTS the bundled ones are measured.
# Each data set is indexed on its own and evaluated with its own held-out part; features are computed once and reused.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bench/accuracy.sh DATA [WEIGHTS.npz ...]}" && pwd)
shift
repository=$(cd "$(dirname "$0")/../.." && pwd)
jar=$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure NAME INDEXED ASKED [OPTION ...]
measure() {
    local name=$1 indexed=$2 held_out=$3
    shift 3
    java -jar "$jar" index --photos "$data/$indexed" --held-out "$data/$held_out" --index "$work/$name" --allow LESS_ACCURATE "$@" \
        2>"$work/errors" >"$work/out" || { cat "$work/errors"; exit 1; }
    sed -n 's/^held out [0-9]* photos (.*): \([0-9.]*\) % right, \([0-9.]*\) % in the first five.*/\1 | \2/p' "$work/out"
}

row() {
    local title=$1 weights=$2 name=$3
    shift 3
    local options=("$@")
    [ -z "$weights" ] || options+=(--weights "$weights")
    printf '| %s | %s | %s | %s |\n' "$name" "$title" \
        "$(measure "grocery-$name" grocery-store/train grocery-store/val "${options[@]}")" \
        "$(measure "fruits-$name" fruits-360/Training fruits-360/Test "${options[@]}")"
}

echo '| weights | pipeline | shop: first | in five | studio: first | in five |'
echo '|---|---|---|---|---|---|'
[ $# -gt 0 ] || set -- ''
for weights in "$@"; do
    name=$([ -z "$weights" ] && echo bundled || basename "$weights" .npz)
    row 'PCA 40, nearest' "$weights" "$name" --components 40 --discriminant none --query-views 1
    row 'PCA 0.99' "$weights" "$name" --discriminant none --query-views 1
    row '+ discriminant' "$weights" "$name" --query-views 1
    row '+ four views of the query' "$weights" "$name"
done
