"""Writes Google's ImageNet weights of MobileNetV2, batch normalisation folded in, as train.py reads them.

    python imagenet.py imagenet.npz

Keras downloads them on the first run; --start-weights takes an npz instead (see finetune.py). Needs TensorFlow.
"""

import argparse
from pathlib import Path

import numpy as np

from finetune import backbone, folded


def main():
    parser = argparse.ArgumentParser(description="Writes ImageNet's weights of MobileNetV2, folded.")
    parser.add_argument("out", type=Path, help="npz to write: 52 kernels and 52 biases")
    parser.add_argument("--start-weights", type=Path, help="npz of an unfolded MobileNetV2")
    options = parser.parse_args()
    np.savez(options.out, **folded(backbone(options.start_weights)))


if __name__ == "__main__":
    main()
