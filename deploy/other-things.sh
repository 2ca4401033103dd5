#!/usr/bin/env bash
# Builds the feature vectors of other things that come with the indexer
# (batch-indexer/src/main/resources/dev/pomona/indexer/featurise/other-things.bin.gz).
#
#     deploy/other-things.sh DATA
#
# DATA holds the photo sets of docs/model-card.md. Taken are clothes, packages and scenes without fruit, and three photos of
# each fruit of each source; no photo of shared-model/training/held-out.txt. The file holds the fingerprint of the network, the number
# of its features, and of each photo its group, its label, a step and the features in steps of 0 to 255 (gzip, big-endian): no pictures.
# Needs a packaged indexer, and pyarrow. Run it again when the network changes.
set -euo pipefail
data=$(cd "${1:?usage: deploy/other-things.sh DATA}" && pwd)
repository=$(cd "$(dirname "$0")/.." && pwd)
target=$repository/batch-indexer/src/main/resources/dev/pomona/indexer/featurise/other-things.bin.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 - "$data" "$work" "$repository/shared-model/training/held-out.txt" <<'PYTHON'
import collections, pathlib, shutil, sys
data, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
held_out = set(pathlib.Path(sys.argv[3]).read_text().split("\n"))
most = {"clothes": 12, "packages": 3, "scenes": 40, "fruit": 3}
sources = ["grocery-store", "clothing", "web-15", "phone-plain", "free-kitchen", "free-table", "free-commons"]
for source in sources:
    taken = collections.Counter()
    for photo in sorted((data / source / "train").rglob("*.jpg")):
        label = photo.parent.name
        group = ("clothes" if source == "clothing" else "packages" if "Packages" in photo.parts
                 else "scenes" if label == "No-Fruit" else "fruit")
        if str(photo.relative_to(data)) in held_out or taken[group, label] == most[group]:
            continue
        taken[group, label] += 1
        (work / "things" / group / label).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(photo, work / "things" / group / label / f"{source}-{photo.name}")
PYTHON

java -jar "$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar" index \
    --photos "$work/things" --held-out-share 0 --discriminant none --components 10 --index "$work/index"

mkdir -p "$(dirname "$target")"
python3 - "$work/index" "$target" <<'PYTHON'
import gzip, json, pathlib, struct, sys
import pyarrow.parquet as parquet
root = pathlib.Path(sys.argv[1])
manifest = root / json.loads((root / "current.json").read_text())["manifest"]
text = lambda string: struct.pack(">H", len(string.encode())) + string.encode()
rows = parquet.read_table(manifest.parent / "features").sort_by("photo").to_pylist()
body = text(json.loads(manifest.read_text())["fingerprint"]) + struct.pack(">ii", len(rows[0]["features"]), len(rows))
groups = {}
for row in rows:
    group, label, _ = row["photo"].split("/")
    groups[group] = groups.get(group, 0) + 1
    features = row["features"]
    step = max(features) / 255
    body += text(group) + text(label) + struct.pack(">f", step) + bytes(round(value / step) for value in features)
with open(sys.argv[2], "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
    packed.write(body)
print(groups, pathlib.Path(sys.argv[2]).stat().st_size, "bytes")
PYTHON
