#!/usr/bin/env bash
# Accuracy of the steps of the pipeline, each on top of the one before, for one or several networks.
#
#     deploy/bench/accuracy.sh DATA [BACKBONE ...]
#
# DATA holds grocery-store/{train,val} and fruits-360/{Training,Test}. Without BACKBONE the bundled one is measured.
# Each data set is indexed on its own and evaluated with its own held-out part; features are computed once and reused.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bench/accuracy.sh DATA [BACKBONE ...]}" && pwd)
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
    local title=$1 backbone=$2 name=$3
    shift 3
    local options=("$@")
    [ -z "$backbone" ] || options+=(--backbone "$backbone")
    printf '| %s | %s | %s | %s |\n' "$name" "$title" \
        "$(measure "grocery-$name" grocery-store/train grocery-store/val "${options[@]}")" \
        "$(measure "fruits-$name" fruits-360/Training fruits-360/Test "${options[@]}")"
}

echo '| network | pipeline | shop: first | in five | studio: first | in five |'
echo '|---|---|---|---|---|---|'
[ $# -gt 0 ] || set -- ''
for backbone in "$@"; do
    name=$([ -z "$backbone" ] && echo bundled || basename "$backbone")
    row 'PCA 40, nearest' "$backbone" "$name" --components 40 --discriminant none --query-views 1
    row 'PCA 0.99' "$backbone" "$name" --discriminant none --query-views 1
    row '+ discriminant' "$backbone" "$name" --query-views 1
    row '+ four views of the query' "$backbone" "$name"
done
