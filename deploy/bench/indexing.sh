#!/usr/bin/env bash
# Measures the rate of indexing, from files to Parquet, without and with the listing, beside the rate of the network alone
# in the same run, and the share of the work that a second run with one new photo in a hundred repeats.
#
#     mvn -Pbench -pl deploy/bench/indexer -am -DskipTests package
#     deploy/bench/indexing.sh PHOTOS
set -euo pipefail
photos=${1:?usage: deploy/bench/indexing.sh PHOTOS}
repository=$(cd "$(dirname "$0")/../.." && pwd)
jar=$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rate() { sed -n 's/.*network alone: \([0-9]*\) .*/\1/p'; }
bench=$repository/deploy/bench/indexer/target/indexer-bench.jar
network() { java -cp "$bench:$jar" dev.pomona.bench.NetworkRate 2>/dev/null | rate; }
index() {
    java -jar "$jar" index --photos "$work/photos" --index "$work/index" --held-out-share 0 >"$1" 2>"$work/errors" || {
        cat "$work/errors" >&2
        exit 1
    }
}
# seconds of a stage, then its photos
stage() { sed -n "s/^$2 done in \([0-9.]*\) s: \([0-9]*\) photos.*/\1 \2/p" "$1"; }

cp -r "$photos" "$work/photos"
total=$(find "$work/photos" -type f | wc -l)
new=$((total / 100))
# One photo in a hundred comes only after the first run.
mkdir "$work/later"
find "$work/photos" -type f | sort | awk -v n="$new" -v t="$total" 'NR % int(t / n) == 0 && c++ < n' >"$work/list"
while read -r file; do
    mkdir -p "$work/later/$(dirname "${file#"$work/photos/"}")"
    mv "$file" "$work/later/${file#"$work/photos/"}"
done <"$work/list"

before=$(network)
index "$work/first"
after=$(network)
cp -r "$work/later/." "$work/photos/"
index "$work/second"

read -r seconds count < <(stage "$work/first" featurise)
listing=$(sed -n 's/^list done in \([0-9.]*\) s.*/\1/p' "$work/first")
read -r recalled _ < <(stage "$work/second" reuse)
read -r again fresh < <(stage "$work/second" featurise)
awk -v l="$listing" -v s="$seconds" -v n="$count" -v b="$before" -v a="$after" -v r="$recalled" -v g="$again" -v f="$fresh" 'BEGIN {
    rate = n / s; bare = (b + a) / 2
    printf "featurised %d photos in %.1f s: %.0f photos/s; network alone %.0f before, %.0f after: ratio %.2f\n", n, s, rate, b, a, rate / bare
    printf "with the listing, %.1f s: %.0f photos/s, ratio %.2f\n", l, n / (s + l), n / (s + l) / bare
    printf "second run: %.1f s to reuse cached features, %.1f s to featurise %d new photos: %.1f %% of the first\n", r, g, f, 100 * (r + g) / s
}'
cat "$work/first" | grep 'done in'
