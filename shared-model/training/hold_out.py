"""Prints the photos to hold out of training, one path below DATA a line.

    python hold_out.py DATA > held-out.txt

Two sources are held out whole: all their photos measure how the network fares on a style it never saw. Of every label
of the other natural sources the last fifth in file order is held out, because neighbouring files show the same scene.

Near-duplicates stay on one side. Two photos are near-duplicates where their difference hashes (dHash, Neal Krawetz
2013, here 16 x 16 bits) differ in at most 26 of 256 bits. A group of them is held out where it touches a source that
is held out whole, or where more than half of it is held out; otherwise all of it is trained on.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from PIL import Image

HELD_OUT_WHOLE = ("web-3", "desk-fruit")
HELD_OUT_IN_PART = (
    "web-15",
    "phone-plain",
    "free-kitchen",
    "free-table",
    "free-orchard",
    "free-tomato-plant",
    "free-commons",
    "clothing",
)
SMALLEST_LABEL = 5
"""Labels with fewer photos are trained on whole."""

HASH_BITS = 256
NEAR_DUPLICATE_BITS = 26


def main():
    parser = argparse.ArgumentParser(description="Prints the photos to hold out of training.")
    parser.add_argument("data", type=Path, help="folder of the photo sets: SET/train/LABEL/*.jpg")
    data = parser.parse_args().data

    paths, last_fifth = [], set()
    for source in HELD_OUT_IN_PART:
        for label in label_folders(data, source):
            photos = sorted(label.glob("*.jpg"))
            held = len(photos) // 5 if len(photos) >= SMALLEST_LABEL else 0
            last_fifth |= set(photos[len(photos) - held :])
            paths += photos
    whole = {path for source in HELD_OUT_WHOLE for label in label_folders(data, source) for path in label.glob("*.jpg")}
    paths += sorted(whole, key=str)

    held_out = set(whole)
    for group in near_duplicates(paths):
        held = [path for path in group if path in whole or path in last_fifth]
        if not whole.isdisjoint(group) or 2 * len(held) > len(group):
            held_out |= set(group)

    for path in sorted(held_out, key=str):
        print(path.relative_to(data))
    photos, held = Counter(source_of(path, data) for path in paths), Counter(source_of(path, data) for path in held_out)
    for source in photos:
        print(f"{source}: {held[source]} of {photos[source]} held out", file=sys.stderr)


def label_folders(data, source):
    return sorted((data / source / "train").glob("*"))


def source_of(path, data):
    return path.relative_to(data).parts[0]


def near_duplicates(paths):
    """Lists of paths: the connected components of the near-duplicate relation, single photos included."""
    signs = np.stack([difference_hash(path) for path in paths]).astype("f4") * 2 - 1
    parent = list(range(len(paths)))

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i in range(len(paths)):
        differing_bits = (HASH_BITS - signs[i + 1 :] @ signs[i]) / 2
        for j in np.nonzero(differing_bits <= NEAR_DUPLICATE_BITS)[0]:
            parent[root(i + 1 + j)] = root(i)
    groups = defaultdict(list)
    for i, path in enumerate(paths):
        groups[root(i)].append(path)
    return groups.values()


def difference_hash(path):
    """bool[256]: whether each of 16 x 16 grey cells is brighter than its left neighbour."""
    grey = np.asarray(Image.open(path).convert("L").resize((17, 16), Image.BOX), "i4")
    return (grey[:, 1:] > grey[:, :-1]).ravel()


if __name__ == "__main__":
    main()
