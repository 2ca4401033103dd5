#!/usr/bin/env python3
"""Lays out the photo sets of docs/model-card.md by source, as links.

    python3 deploy/photo-sets.py DATA TARGET

TARGET/photos/SOURCE/LABEL            photos that the network was trained on, and every other one of fruits-360/Test
TARGET/held-out/SOURCE/SOURCE/LABEL   photos that it was not (shared-model/training/held-out.txt, grocery-store/val)
TARGET/studio/LABEL                   the others of fruits-360/Test, whose pictures are frames between those of Training
TARGET/negatives/SOURCE/LABEL         held-out photos of no fruit
Packaged goods are left out.
"""
import pathlib
import sys

data, target = (pathlib.Path(argument).absolute() for argument in sys.argv[1:3])
repository = pathlib.Path(__file__).resolve().parent.parent
unseen = set((repository / "shared-model/training/held-out.txt").read_text().split("\n"))


def link(photo, place, source):
    folder = target / place / source / photo.parent.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / photo.name).symlink_to(photo)


def photos(folder):
    return (photo for photo in sorted(folder.rglob("*.jpg")) if "Packages" not in photo.parts)


for folder in [*sorted(data.glob("*/train")), data / "fruits-360/Training"]:
    source = folder.parent.name
    for photo in photos(folder):
        held_out = str(photo.relative_to(data)) in unseen
        nothing = source == "clothing" or photo.parent.name == "No-Fruit"
        if not nothing:
            link(photo, f"held-out/{source}" if held_out else "photos", source)
        elif held_out:
            link(photo, "negatives", source)
for photo in photos(data / "grocery-store/val"):
    link(photo, "held-out/grocery-store", "grocery-store")
for number, photo in enumerate(photos(data / "fruits-360/Test")):
    place, source = ("photos", "fruits-360") if number % 2 else ("studio", "")
    link(photo, place, source)
