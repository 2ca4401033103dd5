#!/usr/bin/env python3
"""Makes an index of any size out of a small one: its vectors again and again, each with a little noise of its own.

    python3 deploy/bench/large_index.py INDEX ROWS TARGET

Needs pyarrow and numpy. Part files have 100,000 rows each, as Spark would write them.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import numpy
import pyarrow
import pyarrow.parquet

PART = 100_000
source, rows, target = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
pointer = json.loads((source / "current.json").read_text())
old = source / "versions" / pointer["version"]
new = target / "versions" / pointer["version"]
(new / "vectors").mkdir(parents=True)
for table in ("reduction.parquet", "classifier.parquet"):
    shutil.copy(old / table, new)

table = pyarrow.parquet.read_table(old / "vectors")
vectors = numpy.stack(table["vector"].combine_chunks().flatten().to_numpy().reshape(len(table), -1))
labels, photos = table["label"].to_pylist(), table["photo"].to_pylist()
random = numpy.random.default_rng(1)
counts = {}
for part, first in enumerate(range(0, rows, PART)):
    at = numpy.arange(first, min(rows, first + PART)) % len(table)
    noisy = vectors[at] + random.normal(0, 0.02, (len(at), vectors.shape[1])).astype(numpy.float32)
    noisy /= numpy.linalg.norm(noisy, axis=1, keepdims=True)
    for row in at:
        counts[labels[row]] = counts.get(labels[row], 0) + 1
    offsets = numpy.arange(0, noisy.size + 1, noisy.shape[1], dtype=numpy.int32)
    pyarrow.parquet.write_table(
        pyarrow.table({
            "label": [labels[row] for row in at],
            "photo": [f"{first + i}/{photos[row]}" for i, row in enumerate(at)],
            "vector": pyarrow.ListArray.from_arrays(pyarrow.array(offsets), pyarrow.array(noisy.ravel())),
        }),
        new / "vectors" / f"part-{part:05d}.snappy.parquet", use_dictionary=["label"])

manifest = json.loads((old / "manifest.json").read_text())
manifest["counts"].update(photos=rows, labels=counts)
manifest["files"] = [
    {"path": str(file.relative_to(new)), "bytes": file.stat().st_size, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    for file in sorted(new.rglob("*.parquet"))]
written = json.dumps(manifest).encode()
(new / "manifest.json").write_bytes(written)
pointer["sha256"] = hashlib.sha256(written).hexdigest()
(target / "current.json").write_text(json.dumps(pointer))
print(f"{rows} vectors of {vectors.shape[1]} numbers, {sum(file['bytes'] for file in manifest['files']) >> 20} MB in {part + 1} files")
