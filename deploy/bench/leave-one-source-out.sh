#!/usr/bin/env bash
# Accuracy on photos of a style that the index lacks: each source in turn is left out of the index and queried.
#
#     deploy/bench/leave-one-source-out.sh DATA [INDEX]
#
# DATA holds the photo sets of docs/model-card.md. Queried are photos that the network was not trained on, judged by the rules
# that the held-out photos of the other sources give. All features are extracted once, into INDEX (a temporary folder unless
# named), and used again. Prints a line a source (right kind first and among five, share recognised and how many of these are
# right, UNKNOWN; expected calibration error of the labels; AUROC of the familiarity against other things), and the mean and the
# worst; writes INDEX/leave-one-source-out.json. Sources of fewer than 40 such photos stay in the index: a photo would be 3 % there.
# Needs a packaged indexer. A quarter of an hour on two cores, four minutes of it for the features.
set -euo pipefail
data=$(cd "${1:?usage: deploy/bench/leave-one-source-out.sh DATA [INDEX]}" && pwd)
repository=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "${2:-$work/index}"
index=$(cd "${2:-$work/index}" && pwd)

python3 "$repository/deploy/photo-sets.py" "$data" "$work"
cd "$work"
run() { # INDEX OPTION...
    java -jar "$repository/batch-indexer/target/pomona-indexer/pomona-indexer.jar" index --index "$@" \
        --negatives negatives --exemplars 0 --force >> log 2>&1 || { tail -20 log >&2; return 1; }
}

held_out=()
for source in held-out/*; do
    held_out+=(--held-out-indexed "$(basename "$source")=$source")
done
run "$index" --photos photos "${held_out[@]}" --held-out studio=studio

left_out() { # SOURCE QUERIES
    rm -rf trial
    cp -r "$index" trial
    local options=(--held-out "$1=$2") source
    for source in photos/*; do
        [ "$source" = "photos/$1" ] || options+=(--photos "$source")
    done
    for source in held-out/*; do
        [ "$source" = "held-out/$1" ] || options+=(--held-out "$(basename "$source")=$source")
    done
    run trial "${options[@]}" --no-features
    cp "trial/$(python3 -c 'import json; print(json.load(open("trial/current.json"))["manifest"])')" "manifest-$1.json"
}
for source in held-out/*; do
    if [ "$(find "$source" -type l | wc -l)" -ge 40 ]; then
        left_out "$(basename "$source")" "$source"
    fi
done
left_out fruits-360 studio

python3 - "$index/leave-one-source-out.json" manifest-*.json <<'PYTHON'
import json, sys
rows = {}
for path in sys.argv[2:]:
    name = path[len("manifest-"):-len(".json")]
    source = next(row for row in json.load(open(path))["evaluation"]["sources"] if row["name"] == name)
    kinds = source["kinds"]
    rows[name] = {"photos": kinds["queries"], "top1": kinds["top1"], "top5": kinds["top5"], "recognised": kinds["recognised"],
                  "precision": kinds["precisionAtRecognised"], "unknown": kinds["unknown"],
                  "labelCalibrationError": source["labels"]["calibrationError"], "auroc": source["auroc"]}
figures = list(next(iter(rows.values())))
def line(name, row):
    return f"{name:20}" + "".join(f"{'-' if row[figure] is None else format(row[figure], '.3f' if figure != 'photos' else 'd'):>{len(figure) + 2}}" for figure in figures)
print(f"{'':20}" + "".join(f"{figure:>{len(figure) + 2}}" for figure in figures))
for name, row in rows.items():
    print(line(name, row))
for name, fold in (("mean", lambda values: sum(values) / len(values)), ("worst", min)):
    values = {figure: [row[figure] for row in rows.values() if row[figure] is not None] for figure in figures}
    worst = {"unknown": max, "labelCalibrationError": max} if fold is min else {}
    print(line(name, {figure: worst.get(figure, fold)(some) if some and figure != "photos" else None for figure, some in values.items()}))
json.dump(rows, open(sys.argv[1], "w"), indent=2)
PYTHON
