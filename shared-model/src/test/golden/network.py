"""Writes a small backbone and the features that Keras gives, for the Java tests of backbones from files.

    venv/bin/python network.py

A network with what ResNet50 has, in small: blue first and ImageNet's mean subtracted ("caffe"), padding, a convolution with a
bias, batch normalisation after it and alone, pooling, a residual block, a depthwise convolution. Random weights, seeded.
Written are the folder caffe-network in src/test/resources, by shared-model/training/export.py, and beside this script

    caffe-network.csv  picture,view,f0..f15  the features of the pictures of golden.py, 9 significant digits

Needs what golden.py needs.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import golden
import keras
import numpy as np
from keras import layers

HERE = Path(__file__).parent
MODEL = HERE.parents[2]
FOLDER = HERE.parent / "resources/dev/pomona/model/features/caffe-network"
SIDE = 48


def network():
    keras.utils.set_random_seed(0)

    def convolution(x, name, channels, side, stride=1):
        x = layers.Conv2D(channels, side, strides=stride, padding="same", name=name)(x)
        return layers.BatchNormalization(epsilon=1.001e-5, name=name + "_bn")(x)

    pictures = keras.Input((SIDE, SIDE, 3))
    x = layers.ZeroPadding2D(3)(pictures)
    x = layers.Conv2D(6, 7, strides=2, name="conv1")(x)
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5, name="conv1_bn")(x))
    x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
    y = layers.ReLU()(convolution(x, "block_1", 4, 1))
    y = layers.ReLU()(convolution(y, "block_2", 4, 3))
    x = layers.ReLU()(layers.Add()([convolution(y, "block_3", 12, 1), convolution(x, "block_0", 12, 1)]))
    x = layers.BatchNormalization(name="alone")(x)
    x = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="depthwise")(x)
    x = layers.BatchNormalization(name="depthwise_bn")(x)
    x = layers.ReLU(name="last")(convolution(x, "project", 16, 1))
    top = layers.Dense(3, activation="softmax", name="top")(layers.GlobalAveragePooling2D()(x))
    model = keras.Model(pictures, top)
    random = np.random.default_rng(0)
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            size = gamma.shape
            layer.set_weights([random.uniform(0.8, 1.6, size), random.uniform(-0.3, 0.6, size),
                               random.uniform(-0.3, 0.3, size), random.uniform(0.5, 1.5, size)])
        elif layer.name == "conv1":
            layer.set_weights([layer.get_weights()[0] / 40, random.uniform(-0.3, 0.3, 6)])
    return model


def main():
    model = network()
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "caffe-network.keras"
        model.save(file)
        subprocess.run([sys.executable, MODEL / "training/export.py", "model", file, FOLDER,
                        "--layer", "last", "--preprocessing", "caffe"], check=True)
    features = keras.Model(model.inputs, layers.GlobalAveragePooling2D()(model.get_layer("last").output))
    golden.SIDE = SIDE
    inputs = {
        (name, view): (golden.network_input(pixels) + 1) * np.float32(127.5)
        for name, paint in golden.PICTURES.items()
        for view, pixels in golden.views(paint()).items()
    }
    prepared = keras.applications.imagenet_utils.preprocess_input(np.stack(list(inputs.values())), mode="caffe")
    golden.write_table(HERE / "caffe-network.csv", "f", dict(zip(inputs, features.predict(prepared, verbose=0))))


if __name__ == "__main__":
    main()
