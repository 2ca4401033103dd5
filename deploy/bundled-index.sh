#!/usr/bin/env bash
# Makes the index that comes with the service (api-service/src/main/resources/bundled-index).
#
#     deploy/bundled-index.sh DATA
#
# DATA holds grocery-store/{train,val} (Grocery Store Dataset, MIT) and fruits-360/Training (Fruits-360, MIT). Everything
# but packaged goods is indexed; confidence and thresholds are measured on grocery-store/val, which the network has not
# seen. The features are left out: the service does not need them.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bundled-index.sh DATA}" && pwd)
repository=$(cd "$(dirname "$0")/.." && pwd)
target=$repository/api-service/src/main/resources/bundled-index
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The manifest records the folders as they are named here, so they are named from inside DATA.
cd "$data"
java -jar "$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar" index \
    --photos grocery-store/train --photos fruits-360/Training --exclude '**/Packages/**' \
    --held-out grocery-store/val --no-features --index "$work/index"
rm -rf "$target"
cp -r "$work/index" "$target"
du -sh "$target"
