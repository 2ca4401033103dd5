#!/usr/bin/env python3
"""Copies a folder of labelled photos several times over, for measurements with more photos than there are.

    python3 deploy/bench/multiply.py PHOTOS TIMES TARGET

Copies lie beside each other in their labels' folders. Each has a few bytes of its own after the picture's end, so that no
two files have the same hash and each is featurised.
"""

import sys
from pathlib import Path


def main():
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    photos, times, target = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    if target.exists():
        raise SystemExit(f"{target} is there already")
    count = 0
    for photo in sorted(path for path in photos.rglob("*") if path.is_file()):
        content = photo.read_bytes()
        folder = target / photo.parent.relative_to(photos)
        folder.mkdir(parents=True, exist_ok=True)
        for copy in range(times):
            (folder / f"{photo.stem}-{copy}{photo.suffix}").write_bytes(content + f"copy {copy}".encode())
            count += 1
    print(f"{count} photos in {target}")


if __name__ == "__main__":
    main()
