#!/usr/bin/env python3
"""Checks that current.json of an index names a whole version whose checksums hold.

    python3 deploy/bench/check_index.py INDEX
"""

import hashlib
import json
import sys
from pathlib import Path


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    index = Path(sys.argv[1])
    current = json.loads((index / "current.json").read_text())
    manifest = index / current["manifest"]
    if sha256(manifest) != current["sha256"]:
        raise SystemExit(f"the manifest of {current['version']} is damaged")
    for file in json.loads(manifest.read_text())["files"]:
        path = manifest.parent / file["path"]
        if path.stat().st_size != file["bytes"] or sha256(path) != file["sha256"]:
            raise SystemExit(f"{path} is damaged")
    versions = sorted(folder for folder in (index / "versions").iterdir())
    unfinished = [folder.name for folder in versions if not (folder / "manifest.json").exists()]
    print(f"{current['version']} is whole; {len(versions)} versions, {len(unfinished)} of them unfinished")


if __name__ == "__main__":
    main()
