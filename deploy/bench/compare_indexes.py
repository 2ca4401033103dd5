#!/usr/bin/env python3
"""Checks that two indexes of the same photos say the same.

    python3 deploy/bench/compare_indexes.py INDEX OTHER

Checks sizes and SHA-256 of every file against the manifests, and compares labels, features, and the cosine similarities
of all pairs of vectors: a principal component may point either way, what it says about two photos may not differ.
Needs pyarrow and numpy.
"""

import hashlib
import json
import pathlib
import sys

import numpy
import pyarrow.parquet

TOLERANCE = 1e-4


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Index:
    def __init__(self, root):
        root = pathlib.Path(root)
        current = json.loads((root / "current.json").read_text())
        manifest = root / current["manifest"]
        self.folder = manifest.parent
        check(sha256(manifest) == current["sha256"], f"{manifest} has the checksum that current.json names")
        self.manifest = json.loads(manifest.read_text())
        files = self.manifest["files"]
        wrong = [
            f["path"]
            for f in files
            if (self.folder / f["path"]).stat().st_size != f["bytes"] or sha256(self.folder / f["path"]) != f["sha256"]
        ]
        check(not wrong, f"{root.name}: {len(files)} files have the checksums of the manifest {wrong or ''}")
        known = {f["path"] for f in files} | {"manifest.json"}
        stray = sorted(
            str(p.relative_to(self.folder))
            for p in self.folder.rglob("*")
            if p.is_file() and str(p.relative_to(self.folder)) not in known
        )
        check(not stray, f"{root.name}: no file that the manifest does not name {stray or ''}")

    def column(self, folder, column):
        table = pyarrow.parquet.read_table(self.folder / folder, columns=["photo", "label", column]).to_pydict()
        rows = sorted(zip(table["photo"], table["label"], table[column]))
        names = [(photo, label) for photo, label, _ in rows]
        return names, numpy.array([values for _, _, values in rows], dtype=numpy.float64)


failed = False


def check(holds, what):
    global failed
    failed |= not holds
    print("ok    " if holds else "FAILED", what)


def main():
    one, other = Index(sys.argv[1]), Index(sys.argv[2])
    names, vectors = one.column("vectors", "vector")
    other_names, other_vectors = other.column("vectors", "vector")
    check(names == other_names, f"the same {len(names)} photos with the same labels")
    features = numpy.abs(one.column("features", "features")[1] - other.column("features", "features")[1]).max()
    check(features < TOLERANCE, f"features differ by at most {features:.1e}")
    check(vectors.shape == other_vectors.shape, f"vectors {vectors.shape} and {other_vectors.shape}")
    pairs = numpy.abs(vectors @ vectors.T - other_vectors @ other_vectors.T).max()
    check(pairs < TOLERANCE, f"cosine similarities of {len(names) ** 2} pairs differ by at most {pairs:.1e}")
    print("top-1 on held-out photos:", *(index.manifest["evaluation"]["accuracy"]["top1"] for index in (one, other)))
    sys.exit(failed)


if __name__ == "__main__":
    main()
