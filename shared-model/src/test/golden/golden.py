"""Writes the golden values that the Java tests of the extractor are held against.

It does with Keras what shared-model does in Java, sharing no code with it: painted pictures -> views ->
MobileNetV2 -> 1280 features. Run it again only when the weights or the preprocessing change, with the weights that
`shared-model/training/export.py weights` reads from the bundled backbone:

    python3 -m venv venv
    venv/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1 numpy==2.4.6
    venv/bin/python golden.py path/to/v3.npz

Two files appear beside this script, one line a picture and view:

    features.csv  picture,view,f0..f1279   the features, 9 significant digits (a float32 survives unchanged)
    inputs.csv    picture,view,p0..p31     32 probes of the network's input, to tell an error of the
                                           preprocessing from an error of the network; probe i is row
                                           (37 i) mod 224, column (61 i) mod 224, channel i mod 3

The pictures are integer formulas of the column x and the row y, both counted from 0, so that another language
paints the very same pixels: every operand is non-negative, and // is the integer division of Java.

The checked-in files were written with Python 3.11.7, TensorFlow 2.21.0, Keras 3.15.1 and NumPy 2.4.6 on a CPU.
"""

import argparse
import csv
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf

SIDE = 224
ZOOM = 0.75
PROBES = 32
SIGNIFICANT_DIGITS = 9


def gradient():
    """224 x 224: already the size of the network's input, so resampling must change nothing."""
    x, y = pixel_grid(width=224, height=224)
    return rgb(x * 255 // 223, y * 255 // 223, (x + y) * 255 // 446)


def checker():
    """300 x 200, landscape: hard edges, where a missing antialiasing filter shows."""
    x, y = pixel_grid(width=300, height=200)
    even = (x // 20 + y // 20) % 2 == 0
    return rgb(np.where(even, 230, 20), np.where(even, 60, 200), (x * 3 + y * 5) % 256)


def disc():
    """500 x 640, portrait: an orange disc on textured grey, shrunk by more than two."""
    x, y = pixel_grid(width=500, height=640)
    inside = (x - 250) ** 2 + (y - 320) ** 2 < 180**2
    grey = 200 + (x * 7 + y * 13) % 50
    return rgb(np.where(inside, 240, grey), np.where(inside, 140 - y * 80 // 640, grey), np.where(inside, 20, grey))


def small():
    """100 x 100: smaller than the input, so it is enlarged, which an antialiasing filter must not blur."""
    x, y = pixel_grid(width=100, height=100)
    return rgb((x * x // 40 + y) % 256, (x * y // 39) % 256, 255 - (x + y) * 255 // 198)


PICTURES = {"gradient": gradient, "checker": checker, "disc": disc, "small": small}


def pixel_grid(width, height):
    """The column and the row of every pixel, each int64[height, width]."""
    y, x = np.mgrid[0:height, 0:width]
    return x, y


def rgb(red, green, blue):
    """Stacks three integer channels to uint8[height, width, 3]; a value outside 0..255 is an error."""
    pixels = np.stack([red, green, blue], axis=-1)
    if pixels.min() < 0 or pixels.max() > 255:
        raise ValueError("a formula left 0..255")
    return pixels.astype(np.uint8)


def views(picture):
    """The four views by name, each pixels of its own size, before resampling."""
    height, width = picture.shape[:2]
    side = min(width, height)
    centre = square(picture, left=(width - side) // 2, top=(height - side) // 2, side=side)
    zoomed = round(side * ZOOM)
    margin = (side - zoomed) // 2
    return {
        "centre": centre,
        "mirror": centre[:, ::-1],
        "zoom": square(centre, left=margin, top=margin, side=zoomed),
        "stretch": picture,
    }


def square(picture, left, top, side):
    return picture[top : top + side, left : left + side]


def network_input(view):
    """Resamples to float32[224, 224, 3] in [-1, 1]; between the two steps nothing is rounded to 8 bits."""
    resampled = tf.image.resize(view.astype(np.float32), (SIDE, SIDE), method="bilinear", antialias=True)
    return resampled.numpy() / np.float32(127.5) - np.float32(1)


def network(weights_file):
    """Keras' own MobileNetV2 holding folded weights: every batch normalisation only adds the bias.

    The strided convolutions are padded by Keras' ZeroPadding2D(correct_pad): one row below and one column right
    of an even-sized picture.
    """
    model = keras.applications.MobileNetV2(
        input_shape=(SIDE, SIDE, 3), alpha=1.0, include_top=False, weights=None, pooling="avg"
    )
    with np.load(weights_file) as arrays:
        unused = set(arrays.files)
        for convolution in convolutions(model):
            names = convolution.name + "__kernel", convolution.name + "__bias"
            convolution.set_weights([arrays[names[0]]])
            set_bias_only(model.get_layer(normalisation_after(convolution.name)), arrays[names[1]])
            unused -= set(names)
    if unused:
        raise ValueError(f"the network has no place for {sorted(unused)}")
    return model


def convolutions(model):
    """The 52 layers that hold a kernel; DepthwiseConv2D is not a Conv2D in Keras."""
    return [layer for layer in model.layers if isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D))]


def normalisation_after(convolution):
    """Keras' name of the batch normalisation that follows a convolution."""
    return {"Conv1": "bn_Conv1", "Conv_1": "Conv_1_bn"}.get(convolution, convolution + "_BN")


def set_bias_only(normalisation, bias):
    """Makes gamma (x - mean) / sqrt(variance + epsilon) + beta the exact x + bias, in float32."""
    ones, zeros = np.ones_like(bias), np.zeros_like(bias)
    variance = np.full_like(bias, np.float32(1) - np.float32(normalisation.epsilon))
    if not np.all(variance + np.float32(normalisation.epsilon) == 1):
        raise ValueError("variance + epsilon is not exactly 1")
    normalisation.set_weights([ones, bias, zeros, variance])


def write_table(path, column_prefix, rows):
    """rows: {(picture, view): numbers}"""
    width = len(next(iter(rows.values())))
    with open(path, "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["picture", "view"] + [f"{column_prefix}{i}" for i in range(width)])
        for (picture, view), numbers in rows.items():
            table.writerow([picture, view] + [f"{number:.{SIGNIFICANT_DIGITS}g}" for number in numbers])


def main():
    arguments = argparse.ArgumentParser(description="Writes features.csv and inputs.csv for the Java tests.")
    arguments.add_argument("weights", type=Path, help="npz of 52 kernels and 52 biases")
    arguments.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder (default: beside this script)")
    options = arguments.parse_args()

    tf.config.threading.set_intra_op_parallelism_threads(2)
    tf.config.threading.set_inter_op_parallelism_threads(1)

    inputs = {
        (name, view): network_input(pixels)
        for name, paint in PICTURES.items()
        for view, pixels in views(paint()).items()
    }
    features = network(options.weights).predict(np.stack(list(inputs.values())), verbose=0)

    i = np.arange(PROBES)
    probes = {key: image[i * 37 % SIDE, i * 61 % SIDE, i % 3] for key, image in inputs.items()}
    write_table(options.out / "inputs.csv", "p", probes)
    write_table(options.out / "features.csv", "f", dict(zip(inputs, features)))


if __name__ == "__main__":
    main()
