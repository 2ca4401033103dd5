#!/usr/bin/env python3
"""Checks that two indexes of the same photos say the same, by their manifests alone; needs nothing but Python.

    python3 deploy/bench/compare_manifests.py INDEX OTHER

compare_indexes.py compares every vector too, and needs pyarrow and numpy.
"""

import json
import pathlib
import sys

# Times, names and sizes differ between any two runs.
EACH_ITS_OWN = {"version", "createdAt", "files", "timings", "parameters", "sources", "source", "contentHash"}
TOLERANCE = 1e-3


def manifest(root):
    root = pathlib.Path(root)
    return json.loads((root / json.loads((root / "current.json").read_text())["manifest"]).read_text())


def differences(one, other, path=""):
    """Yields where two values differ by more than rounding."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted((one.keys() | other.keys()) - EACH_ITS_OWN):
            yield from differences(one.get(name), other.get(name), f"{path}/{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other)):
            yield from differences(left, right, f"{path}/{at}")
    elif isinstance(one, float) and isinstance(other, (int, float)):
        if abs(one - other) > TOLERANCE * max(1, abs(one)):
            yield f"{path}: {one} and {other}"
    elif one != other:
        yield f"{path}: {one} and {other}"


def numbers(value):
    if isinstance(value, dict):
        return sum(numbers(part) for name, part in value.items() if name not in EACH_ITS_OWN)
    if isinstance(value, list):
        return sum(map(numbers, value))
    return isinstance(value, (int, float))


def main():
    one, other = manifest(sys.argv[1]), manifest(sys.argv[2])
    found = list(differences(one, other))
    for difference in found:
        print("FAILED", difference)
    if not found:
        print(f"ok     {numbers(one)} numbers of the manifests are the same")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
