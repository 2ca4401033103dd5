#!/usr/bin/env bash
# Builds the index that comes with the service (api-service/src/main/resources/bundled-index).
#
#     deploy/bundled-index.sh DATA
#
# DATA holds grocery-store/{train,val} (Grocery Store Dataset, MIT) and fruits-360/Training (Fruits-360, MIT). Everything
# but packaged goods is indexed; confidence and thresholds are measured on grocery-store/val, which the network has not
# seen. Features, report and run records are left out: the service does not need them.
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
# The manifest lists the report, so it loses those lines, and the pointer gets its new checksum.
python3 - "$work/index" <<'PYTHON'
import hashlib, json, pathlib, shutil, sys
root = pathlib.Path(sys.argv[1])
current = json.loads((root / "current.json").read_text())
path = root / current["manifest"]
manifest = json.loads(path.read_text())
manifest["files"] = [file for file in manifest["files"] if not file["path"].startswith("report/")]
text = json.dumps(manifest, indent=2, ensure_ascii=False)
path.write_text(text)
current["sha256"] = hashlib.sha256(text.encode()).hexdigest()
(root / "current.json").write_text(json.dumps(current, indent=2))
shutil.rmtree(path.parent / "report")
PYTHON
rm -rf "$target"
mkdir "$target"
cp -r "$work/index/current.json" "$work/index/versions" "$target"
du -sh "$target"
