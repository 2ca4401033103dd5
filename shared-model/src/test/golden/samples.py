"""Makes the sample files that Java has no writer for: WebP and CMYK pictures, Keras weights.

    python3 -m venv venv
    venv/bin/pip install pillow numpy h5py
    venv/bin/python samples.py

It prints the Base64 text of the pictures in SamplePictures.java and writes the .h5 files of KerasH5ReaderTest. Every
picture is 48 x 32 pixels: four quadrants, each of one colour.
"""

import base64
import io
import pathlib
import textwrap

import h5py
import numpy
from PIL import Image

WEIGHTS = pathlib.Path(__file__).parent.parent / "resources/dev/pomona/model/features/weights"


def quadrants(mode, colours):
    image = Image.new(mode, (48, 32))
    for i, colour in enumerate(colours):
        left, top = 24 * (i % 2), 16 * (i // 2)
        image.paste(colour, (left, top, left + 24, top + 16))
    return image


def file(image, kind, **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


RGB = quadrants("RGB", [(220, 30, 40), (30, 160, 50), (40, 60, 200), (240, 200, 20)])
RGBA = quadrants("RGBA", [(220, 30, 40, 255), (30, 160, 50, 128), (40, 60, 200, 0), (240, 200, 20, 255)])
CMYK = quadrants("CMYK", [(255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255)])


def ycck():
    """Adobe's other way to store CMYK: the inks C, M, Y as luminance and chrominance, marked in the APP14 segment."""
    inks = numpy.asarray(CMYK)
    luma = numpy.asarray(Image.fromarray(inks[..., :3]).convert("YCbCr"))
    stored = numpy.dstack([luma, 255 - inks[..., 3]])
    jpeg = bytearray(file(Image.fromarray(255 - stored, "CMYK"), "JPEG", quality=95))
    adobe = jpeg.index(b"Adobe")
    jpeg[adobe + 11] = 2
    seen = numpy.asarray(Image.open(io.BytesIO(bytes(jpeg)))).astype(int)
    assert abs(seen - inks).max() < 8, abs(seen - inks).max()
    return bytes(jpeg)


def turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    return file(RGB.transpose(Image.Transpose.ROTATE_90), "WEBP", lossless=True, exif=exif)


PICTURES = {
    "WEBP_LOSSY": file(RGB, "WEBP", quality=90),
    "WEBP_LOSSLESS": file(RGB, "WEBP", lossless=True),
    "WEBP_LOSSY_ALPHA": file(RGBA, "WEBP", quality=90, exact=True),
    "WEBP_LOSSLESS_ALPHA": file(RGBA, "WEBP", lossless=True, exact=True),
    "WEBP_TURNED": turned(),
    "JPEG_CMYK": file(CMYK, "JPEG", quality=95),
    "JPEG_YCCK": ycck(),
}

# Batch normalisations whose folding is mental arithmetic: the variance plus Keras' epsilon is 0.25 and 4.
VARIANCE = [0.249, 3.999]


def network(group):
    def layer(name, **variables):
        for variable, values in variables.items():
            group.create_dataset(f"{name}/{name}/{variable}:0", data=numpy.array(values, "float32"))

    layer("Conv1", kernel=[[[[1, 2], [3, 4]]]])
    layer("bn_Conv1", gamma=[2, 6], beta=[1, -1], moving_mean=[0.5, 2], moving_variance=VARIANCE)
    layer("block_1_depthwise", depthwise_kernel=[[[[1], [2]], [[-3], [4]]]])
    layer("block_1_depthwise_BN", gamma=[1, 2], beta=[0, 5], moving_mean=[1, -1], moving_variance=VARIANCE)
    layer("Conv_1", kernel=[[[[1, 1], [1, 1]]]])
    layer("Conv_1_bn", gamma=[0.5, 2], beta=[0, 0], moving_mean=[0, 0], moving_variance=VARIANCE)
    layer("predictions", kernel=[[1, 2], [3, 4]], bias=[5, 6])


def weights(name):
    return h5py.File(WEIGHTS / name, "w")


def main():
    with weights("keras-weights.h5") as h5:
        network(h5)
    with weights("keras-model.h5") as h5:
        network(h5.create_group("model_weights"))
        optimizer = h5.create_group("optimizer_weights/Adam")
        optimizer["learning_rate:0"] = numpy.float32(0.001)
        optimizer["m/Conv1/kernel:0"] = numpy.full((1, 1, 2, 2), 99, "float32")
        optimizer["m/bn_Conv1/gamma:0"] = numpy.full(2, 99, "float32")
    with weights("keras3.weights.h5") as h5:
        h5["layers/conv2d/vars/0"] = numpy.ones((1, 1, 2, 2), "float32")
    for name, picture in PICTURES.items():
        print(name, len(picture))
        print(textwrap.fill(base64.b64encode(picture).decode(), 100))


if __name__ == "__main__":
    main()
