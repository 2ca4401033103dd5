#!/usr/bin/env bash
# Builds the index that comes with the service (api-service/src/main/resources/bundled-index).
#
#     deploy/bundled-index.sh DATA
#
# DATA holds the photo sets of docs/model-card.md. Everything but packaged goods and photos of no fruit is indexed.
# Confidence and thresholds are measured on the photos that the network was not trained on
# (shared-model/training/held-out.txt and grocery-store/val), each source by itself; afterwards they are indexed too.
# For measurements over HTTP,
#
#     WITHOUT=grocery-store TARGET=FOLDER deploy/bundled-index.sh DATA
#
# builds one that lacks the held-out photos of a source, elsewhere: in a folder that is absent, empty or an index. Features, report
# and run records are left out: the service does not need them. Exemplars come only from sources whose licence allows copies
# (docs/exemplars.md, static/credits.html).
# Prints the figures of each source.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bundled-index.sh DATA}" && pwd)
repository=$(cd "$(dirname "$0")/.." && pwd)
without=${WITHOUT:-}
if [ -n "$without" ] && [ -z "${TARGET:-}" ]; then
    echo "WITHOUT needs TARGET: an index without a source does not replace the bundled one" >&2
    exit 2
fi
target=$(realpath -m "${TARGET:-$repository/api-service/src/main/resources/bundled-index}")
# It is deleted, so it must be an index or hold nothing.
if [ -e "$target" ] && [ ! -f "$target/current.json" ] && { [ ! -d "$target" ] || [ -n "$(ls -A "$target")" ]; }; then
    echo "$target is neither an index nor empty: choose another TARGET" >&2
    exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 "$repository/deploy/photo-sets.py" "$data" "$work"
if [ -n "$without" ] && [ ! -d "$work/held-out/$without" ]; then
    echo "WITHOUT=$without is no source with held-out photos: $(ls "$work/held-out" | paste -sd ' ')" >&2
    exit 2
fi

# Photos that may be shown. Of the sets that ask for credit only labels that no other set shows.
exemplars=(
    --exemplars-from 'grocery-store/**'
    --exemplars-from 'fruits-360/**'
    --exemplars-from 'desk-fruit/**'
    --exemplars-from 'free-kitchen/{Bell-Pepper,Green-Pepper,Mushroom,Onion,Potato,Tomato}/*'
    --exemplars-from 'free-commons/{Beetroot,Blueberry,Cauliflower,Chilli,Fig,Grape,Grapefruit,Lettuce,Mangosteen,Radish,Sweetcorn}/*'
)

cd "$work"
held_out=()
for source in held-out/*; do
    name=$(basename "$source")
    if [ "$name" = "$without" ]; then
        held_out+=(--held-out "$name=$source")
    else
        held_out+=(--held-out-indexed "$name=$source")
    fi
done
java -jar "$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar" index \
    --photos photos "${held_out[@]}" --negatives negatives "${exemplars[@]}" --no-features --index "$work/index"
# The manifest lists the report, so it loses those lines, and the pointer gets its new checksum.
python3 - "$work/index" <<'PYTHON'
import hashlib, json, pathlib, shutil, sys
root = pathlib.Path(sys.argv[1])
current = json.loads((root / "current.json").read_text())
path = root / current["manifest"]
manifest = json.loads(path.read_text())
print(f"{'source':20} photos  label  kind  kind recognised  of these right  UNKNOWN")
for source in manifest["evaluation"]["sources"]:
    kinds = source["kinds"]
    right = kinds["precisionAtRecognised"]
    print(f"{source['name']:20} {kinds['queries']:6} {source['labels']['top1']:6.1%} {kinds['top1']:6.1%} "
          f"{kinds['recognised']:11.1%} {'-' if right is None else f'{right:.1%}':>15} {kinds['unknown']:12.1%}")
print(manifest["evaluation"]["outOfDistribution"])
print(manifest["answerRules"])
manifest["files"] = [file for file in manifest["files"] if not file["path"].startswith("report/")]
text = json.dumps(manifest, indent=2, ensure_ascii=False)
path.write_text(text)
current["sha256"] = hashlib.sha256(text.encode()).hexdigest()
(root / "current.json").write_text(json.dumps(current, indent=2))
shutil.rmtree(path.parent / "report")
PYTHON
bytes() { du -sb "$@" | awk '{sum += $1} END {print sum}'; }
pictures=$(bytes "$work"/index/versions/*/exemplars)
all=$(bytes "$work/index/versions")
echo "exemplars: $pictures bytes; index: $all bytes"
if [ "$pictures" -gt 3000000 ] || [ "$all" -gt 15000000 ]; then
    echo "too large to be bundled: at most 3 MB of exemplars, 15 MB in all" >&2
    exit 1
fi
rm -rf "$target"
mkdir -p "$target"
cp -r "$work/index/current.json" "$work/index/versions" "$target"
du -sh "$target"
