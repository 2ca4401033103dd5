#!/usr/bin/env python3
"""Checks that current.json of an index names a whole version whose checksums hold.

    python3 deploy/bench/check_index.py [--finished] INDEX

With --finished all versions must be whole, hold no file but those in their manifests, and no run may be at work.
"""

import hashlib
import json
import sys
from pathlib import Path


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_files(manifest):
    """Checks every file that a version's manifest lists."""
    files = json.loads(manifest.read_text())["files"]
    for file in files:
        path = manifest.parent / file["path"]
        if path.stat().st_size != file["bytes"] or sha256(path) != file["sha256"]:
            raise SystemExit(f"{path} is damaged")
    return {file["path"] for file in files}


def check_finished(index, versions):
    """Checks that no run is at work and that none has left anything behind."""
    if not json.loads((index / "runs" / "active.json").read_text())["released"]:
        raise SystemExit("a run holds the slot")
    left = {path.name for path in index.iterdir()} - {"current.json", ".lock", "runs", "versions"}
    if left:
        raise SystemExit(f"left behind: {sorted(left)}")
    for folder in versions:
        listed = check_files(folder / "manifest.json") | {"manifest.json"}
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        if there != listed:
            raise SystemExit(f"left behind in {folder.name}: {sorted(there ^ listed)}")


def main():
    index = Path(sys.argv[-1])
    current = json.loads((index / "current.json").read_text())
    manifest = index / current["manifest"]
    if sha256(manifest) != current["sha256"]:
        raise SystemExit(f"the manifest of {current['version']} is damaged")
    check_files(manifest)
    versions = sorted(folder for folder in (index / "versions").iterdir())
    incomplete = [folder.name for folder in versions if not (folder / "manifest.json").exists()]
    if "--finished" in sys.argv:
        if incomplete:
            raise SystemExit(f"incomplete: {incomplete}")
        check_finished(index, versions)
    print(f"{current['version']} is whole; {len(versions)} versions, {len(incomplete)} of them incomplete")


if __name__ == "__main__":
    main()
