#!/usr/bin/env python3
"""Sends every photo below some folders to a running service and prints accuracy, shares of each status and latency.

With --kinds it also prints the calibration of the first label and of the first kind: mean confidence and accuracy by bin.
A photo's true label is the name of its folder. "Kind" counts Golden for Braeburn as right: both are apples in the service's
catalogue. One client sends one photo at a time; latency is measured at the client.

Start the service with --pomona.recognition.rate-limit.requests-per-minute=0, as one client exceeds the default limit.

    python3 deploy/bench/recognize.py PHOTOS [PHOTOS ...] [--exclude Packages] [--url http://localhost:8080]
"""

import argparse
import collections
import json
import os
import time
import urllib.error
import urllib.request
from pathlib import Path

LABELS = Path(__file__).parents[2] / "shared-model/src/main/resources/dev/pomona/model/catalogue/labels.json"
BINS = [0, 0.5, 0.7, 0.9, 0.97, 1.01]
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


def photos_below(folders, excluded):
    for folder in folders:
        for parent, subfolders, names in os.walk(folder):
            subfolders[:] = sorted(name for name in subfolders if name not in excluded)
            for name in sorted(names):
                if Path(name).suffix.lower() in PICTURES:
                    yield Path(parent, name)


def ask(url, photo):
    """The service's answer and the milliseconds it took."""
    body = photo.read_bytes()
    request = urllib.request.Request(url + "/recognize?top=5", data=body, headers={"Content-Type": "image/jpeg"})
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as refused:
        raise SystemExit(f"{photo}: {refused.code} {refused.read().decode()}") from None
    return answer, (time.perf_counter() - start) * 1000


def percentile(numbers, share):
    return sorted(numbers)[min(len(numbers) - 1, int(share * len(numbers)))]


def print_confidence(said):
    for what, answers in said.items():
        print(f"  confidence of the first {what}: {summary(answers)}")
        for low, high in zip(BINS, BINS[1:]):
            inside = [answer for answer in answers if low <= answer[0] < high]
            if inside:
                print(f"    {low:.2f} to {min(high, 1):.2f}  {len(inside):5} photos, {summary(inside)}")


def summary(answers):
    mean = sum(confidence for confidence, _ in answers) / len(answers)
    return f"said {100 * mean:.1f} %, right {100 * sum(right for _, right in answers) / len(answers):.1f} %"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("photos", nargs="+", help="folders of labelled photos")
    arguments.add_argument("--exclude", action="append", default=[], help="name of a folder to leave out")
    arguments.add_argument("--url", default="http://localhost:8080")
    arguments.add_argument("--limit", type=int, help="ask only this many photos, spread over all")
    arguments.add_argument("--least-right", type=float, default=0, help="exit with 1 if fewer than this share are right")
    arguments.add_argument("--kinds", action="store_true", help="compare confidence and truth, for labels and for kinds")
    options = arguments.parse_args()

    labels = json.loads(LABELS.read_text())
    kind = lambda label: labels.get(label, {}).get("fruit") or label
    photos = list(photos_below(options.photos, set(options.exclude)))
    if not photos:
        arguments.error("no photos there")
    if options.limit:
        photos = photos[:: max(1, len(photos) // options.limit)][: options.limit]

    counts = collections.Counter()
    status = collections.Counter()
    sure = collections.Counter()
    said = collections.defaultdict(list)
    latencies, steps = [], collections.defaultdict(list)
    for photo in photos:
        truth = photo.parent.name
        answer, milliseconds = ask(options.url, photo)
        latencies.append(milliseconds)
        for step, took in answer["timingsMs"].items():
            steps[step].append(took)
        guesses = [candidate["label"] for candidate in answer["candidates"]]
        counts["label first"] += guesses[0] == truth
        counts["label in five"] += truth in guesses
        counts["kind in five"] += kind(truth) in map(kind, guesses)
        first_label, first_kind = answer["candidates"][0], answer["kinds"][0]
        kind_right = (first_kind["id"] or first_kind["name"]) == kind(truth)
        counts["kind first"] += kind_right
        said["label"].append((first_label["confidence"], guesses[0] == truth))
        said["kind"].append((first_kind["confidence"], kind_right))
        status[answer["status"]] += 1
        sure[answer["status"]] += kind_right
        if answer["labelRecognised"]:
            counts["label certain"] += 1
            counts["label certain, right"] += guesses[0] == truth

    total = len(photos)
    print(f"{total} photos below {', '.join(options.photos)}")
    for what in ("label first", "label in five", "kind first", "kind in five"):
        print(f"  right {what:14} {100 * counts[what] / total:5.1f} %")
    for name, count in status.most_common():
        print(f"  {name:13} {100 * count / total:5.1f} %   of these kinds right {100 * sure[name] / count:5.1f} %")
    certain = counts["label certain"]
    right = 100 * counts["label certain, right"] / max(1, certain)
    print(f"  label certain {100 * certain / total:5.1f} %   of these right {right:5.1f} %")
    if options.kinds:
        print_confidence(said)
    print(f"  latency  p50 {percentile(latencies, 0.5):.1f} ms  p99 {percentile(latencies, 0.99):.1f} ms")
    medians = "  ".join(f"{step} {percentile(took, 0.5):.1f}" for step, took in steps.items())
    print(f"  median of the steps, ms:  {medians}")
    if counts["label first"] < options.least_right * total:
        raise SystemExit("fewer right than expected")


if __name__ == "__main__":
    main()
