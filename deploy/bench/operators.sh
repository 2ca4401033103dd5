#!/usr/bin/env bash
# Operators at two replicas of the service on one bucket: a run started at one is followed at the other and cancelled there, one
# is killed, one is refused by the quality gate and allowed, versions are rolled back, of a hundred requests at once exactly one
# starts a run, and a restart of a replica loses none. A client asks both replicas all the time and must never be refused.
# Ends with an error at the first thing that is not so; prints the figures.
#
#     mvn -q -DskipTests package
#     deploy/bench/operators.sh DATA
#
# DATA holds grocery-store. Takes about five minutes on two cores.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bench/operators.sh DATA}" && pwd)/grocery-store
work=$(mktemp -d)
bench=$(cd "$(dirname "$0")" && pwd)
source "$bench/bucket.bash"
clean_up() {
    stop_bucket
    rm -rf "$work"
}
trap clean_up EXIT
start_bucket operators

take() { # take LABEL COUNT FOLDER
    mkdir -p "$work/$3/$(basename "$1")"
    find "$data/train/$1" -type f | sort | head -n "$2" | xargs -I{} cp {} "$work/$3/$(basename "$1")"
}
for label in Fruit/Banana Fruit/Kiwi Fruit/Lemon Fruit/Avocado Vegetables/Carrots; do take "$label" 40 photos; done
for label in Fruit/Banana Fruit/Kiwi; do take "$label" 40 worse; done
upload "$work/photos" operators/photos
upload "$work/worse" operators/worse
find "$data/val/Fruit/Kiwi" -type f | sort | head -n 1 | xargs -I{} cp {} "$work/query.jpg"
python3 "$bench/operators.py" "$work"
