"""Writes a weighted sum of weights, such as 70 % fine-tuned and 30 % ImageNet's.

    python average.py out.npz v3.npz=0.7 imagenet.npz=0.3

The mean of fine-tuned weights and those they came from often recognises unseen styles better than either (WiSE-FT,
Wortsman et al., CVPR 2022). Computed in float64, written as float32.
"""

import argparse
from pathlib import Path

import numpy as np


def main():
    parser = argparse.ArgumentParser(description="Writes a weighted sum of weights.")
    parser.add_argument("out", type=Path, help="npz to write")
    parser.add_argument("parts", nargs="+", metavar="FILE=SHARE", help="npz of weights and its share; shares add to 1")
    options = parser.parse_args()

    parts = [part.rsplit("=", 1) for part in options.parts]
    if any(len(part) != 2 for part in parts) or abs(sum(float(share) for _, share in parts) - 1) > 1e-9:
        parser.error("each part is FILE=SHARE, and the shares add to 1")
    average = {}
    for path, share in parts:
        for name, array in np.load(path).items():
            average[name] = average.get(name, 0) + float(share) * array.astype(np.float64)
    np.savez(options.out, **{name: array.astype(np.float32) for name, array in average.items()})


if __name__ == "__main__":
    main()
