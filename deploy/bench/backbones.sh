#!/usr/bin/env bash
# Builds an index with each of several backbones, serves it and asks it over HTTP: photos/s, accuracy, latency, memory.
#
#     deploy/bench/backbones.sh DATA bundled [BACKBONE ...]
#
# DATA holds grocery-store/{train,val} and fruits-360/{Training,Test}. Indexed are the shop photos without packaged goods and 40 studio
# pictures a label; held out are 196 shop photos and 475 studio pictures, which are asked over HTTP afterwards, one client, one view.
# Needs packaged programs. BACKBONE is a folder that shared-model/training/export.py wrote; see resnet50.py, efficientnet_lite0.py.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bench/backbones.sh DATA bundled [BACKBONE ...]}" && pwd)
shift
repository=$(cd "$(dirname "$0")/../.." && pwd)
port=${PORT:-18390}
work=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service" 2>/dev/null; rm -rf "$work"' EXIT

python3 - "$data" "$work" <<'PYTHON'
import pathlib, sys
data, work = map(pathlib.Path, sys.argv[1:])
def link(photos, place):
    for photo in photos:
        folder = work / place / photo.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / photo.name).symlink_to(photo)
def shop(part):
    return [photo for photo in sorted((data / "grocery-store" / part).rglob("*.jpg")) if "Packages" not in photo.parts]
link(shop("train"), "photos/shop")
link(shop("val"), "held-out/shop")
for label in sorted((data / "fruits-360/Training").iterdir()):
    link(sorted(label.glob("*.jpg"))[:40], "photos/studio")
link(sorted((data / "fruits-360/Test").rglob("*.jpg"))[::3], "held-out/studio")
PYTHON

for backbone in "$@"; do
    echo "== $(basename "$backbone")"
    options=() settings=()
    if [ "$backbone" != bundled ]; then
        options=(--backbone "$backbone")
        settings=("--pomona.model.backbone=$backbone")
    fi
    index=$work/index-$(basename "$backbone")
    java -jar "$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar" index --photos "$work/photos" \
        --held-out shop="$work/held-out/shop" --held-out studio="$work/held-out/studio" --query-views 1 --exemplars 0 \
        "${options[@]}" --index "$index" 2>"$work/errors" | grep -E 'featurise|fit|evaluate|photos/s|components|total' \
        || { cat "$work/errors"; exit 1; }
    java -Xmx512m -jar "$repository/api-service/target/pomona-service.jar" "--server.port=$port" --server.address=127.0.0.1 \
        "--management.server.port=$((port + 1))" --pomona.recognition.rate-limit.requests-per-minute=0 \
        "--pomona.index.location=$index" "${settings[@]}" >"$work/log" 2>&1 &
    service=$!
    for _ in $(seq 300); do
        curl -sf "http://127.0.0.1:$port/index" >"$work/served" 2>/dev/null && break
        sleep 0.2
    done
    grep -F 'Loading the network' "$work/log" | sed 's/.*Loading/Loading/'
    for set in shop studio; do
        python3 "$repository/deploy/bench/recognize.py" "$work/held-out/$set" --url "http://127.0.0.1:$port"
    done
    awk '/^Rss:/ {rss = $2} /^Anonymous:/ {printf "  %d MB resident, %d anonymous\n", rss / 1024, $2 / 1024}' "/proc/$service/smaps_rollup"
    kill "$service"
    wait "$service" || true
    service=
done
