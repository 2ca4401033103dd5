#!/usr/bin/env bash
# How small indexes of one's own answer photos: of their labels, of fruit that they lack, of kinds that the indexer's bundled
# fruit lacks too (exotic), of clothes and of packages.
#
#     deploy/bench/small-index.sh DATA [NAME ...]
#
# DATA holds the photo sets of docs/model-card.md. Each index has 11 labels of one source, or 3 or 2 labels, and at most 456 photos;
# it is built with default options and queried over HTTP with photos of shared-model/training/held-out.txt and
# grocery-store/val, which neither the network nor an index has seen. NAME chooses indexes: kitchen kitchen-2 phone phone-2
# web web-2 shop three two. Needs a packaged indexer and service.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bench/small-index.sh DATA [NAME ...]}" && pwd)
shift
repository=$(cd "$(dirname "$0")/../.." && pwd)
indexer=$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar
service=$(ls "$repository"/api-service/target/pomona-service*.jar | head -1)
port=${PORT:-18095}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- kitchen kitchen-2 phone phone-2 web web-2 shop three two

cat > "$work/prepare.py" <<'PYTHON'
import pathlib, random, shutil, sys
data, work, held_out, name = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4]
held_out = set(pathlib.Path(held_out).read_text().split("\n"))
source = {"kitchen": "free-kitchen", "phone": "phone-plain", "web": "web-15", "shop": "grocery-store", "three": "web-3",
          "two": "web-3"}[name.removesuffix("-2")]
photos = [photo for photo in sorted((data / source / "train").rglob("*.jpg"))
          if "Packages" not in photo.parts and photo.parent.name != "No-Fruit"]
labels = sorted({photo.parent.name for photo in photos})
labels = {"three": labels, "two": labels[:2], "shop": labels[::4][:11]}.get(name, labels[-11:] if name.endswith("-2") else labels[:11])
unseen = lambda photo: str(photo.relative_to(data)) in held_out
mine = [photo for photo in photos if photo.parent.name in labels]
random.Random(1).shuffle(mine)
if source == "web-3":  # all held out: two thirds are indexed
    indexed, own = mine[len(mine) // 3:], mine[:len(mine) // 3]
else:
    indexed, own = [photo for photo in mine if not unseen(photo)], [photo for photo in mine if unseen(photo)]
    if source == "grocery-store":
        own = [photo for photo in (data / source / "val").rglob("*.jpg") if photo.parent.name in labels]
def copy(photo, folder):
    target = work / folder / photo.parent.name
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(photo, target / f"{photo.relative_to(data).parts[0]}-{photo.name}")
for photo in indexed[:456]:
    copy(photo, "photos")
for photo in own:
    copy(photo, "own")
for photo in sorted(data.rglob("*.jpg")):
    if "fruits-360" in photo.parts or not (unseen(photo) or "val" in photo.parts):
        continue
    copy(photo, "clothes" if "clothing" in photo.parts else "packages" if "Packages" in photo.parts
         else "scenes" if photo.parent.name == "No-Fruit" else "other")
for folder in (data / "fruits-360/Test").iterdir():
    for photo in sorted(folder.glob("*.jpg"))[:3]:
        copy(photo, "exotic")
PYTHON

cat > "$work/ask.py" <<'PYTHON'
import json, pathlib, re, sys, urllib.request
work, url, name = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
kinds = dict(re.match(r"\s*\d+  (.*)  \((.*)\)", line).groups() for line in (work / "labels").read_text().splitlines()
             if re.match(r"\s*\d+  .*  \(", line))
kind = lambda label: label if kinds.get(label, "no card") == "no card" else kinds[label]
def ask(photo):
    request = urllib.request.Request(url + "/recognize", photo.read_bytes(), {"Content-Type": "image/jpeg"})
    return json.load(urllib.request.urlopen(request))
indexed = {kind(folder.name) for folder in (work / "photos").iterdir()}
index = json.load(urllib.request.urlopen(url + "/index"))
print(f"{name}: {index['photos']} photos of {index['labels']} labels")
# What neither the index nor the bundled fruit of the indexer has.
common = indexed | {kind(folder.name) for folder in (work / "other").iterdir()}
for group in "own", "other", "exotic", "clothes", "packages", "scenes":
    photos = sorted((work / group).rglob("*.jpg"))
    if group in ("other", "exotic"):
        photos = [photo for photo in photos if kind(photo.parent.name) not in (indexed if group == "other" else common)]
    answers = [(photo.parent.name, ask(photo)) for photo in photos]
    recognised = [(label, answer) for label, answer in answers if answer["status"] == "RECOGNISED"]
    unknown = sum(answer["status"] == "UNKNOWN" for _, answer in answers)
    line = f"  {group:9}{len(photos):5} photos  RECOGNISED {len(recognised) / len(photos):6.1%}"
    line += f"  UNKNOWN {unknown / len(photos):6.1%}"
    if group == "own" and recognised:
        right = sum((answer["kind"]["id"] or answer["kind"]["name"]) == kind(label) for label, answer in recognised) / len(recognised)
        line += f"  of the RECOGNISED right {right:6.1%}"
    print(line, flush=True)
PYTHON

for name; do
    rm -rf "$work"/{photos,own,other,exotic,clothes,packages,scenes,index}
    python3 "$work/prepare.py" "$data" "$work" "$repository/shared-model/training/held-out.txt" "$name"
    java -jar "$indexer" index --photos "$work/photos" --photos "$work/other" --photos "$work/exotic" --index "$work/none" --dry-run > "$work/labels" 2> "$work/errors"
    java -jar "$indexer" index --photos "$work/photos" --index "$work/index" > "$work/run" 2> "$work/errors" \
        || { cat "$work/run" "$work/errors"; exit 1; }
    grep -E '^(evaluated|[0-9]+ photos queried|[0-9]+ negatives|note)|done in' "$work/run" | sed 's/^/  run: /'
    java -jar "$service" --server.port="$port" --management.server.port="$((port + 1))" --server.address=127.0.0.1 --management.server.address=127.0.0.1 --pomona.index.location="$work/index" \
        --pomona.recognition.rate-limit.requests-per-minute=0 > "$work/service" 2>&1 &
    server=$!
    for _ in $(seq 60); do
        curl -sf "http://127.0.0.1:$port/index" > /dev/null && break
        sleep 1
    done
    python3 "$work/ask.py" "$work" "http://127.0.0.1:$port" "$name"
    kill "$server"
    wait "$server" || true
    server=
done
