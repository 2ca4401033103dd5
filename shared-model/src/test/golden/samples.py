"""Makes the sample files that Java has no writer for: WebP and CMYK pictures.

    python3 -m venv venv
    venv/bin/pip install pillow numpy
    venv/bin/python samples.py

It prints the Base64 text of the pictures in SamplePictures.java. Every picture is 48 x 32 pixels: four quadrants, each of one colour.
"""

import base64
import io
import textwrap

import numpy
from PIL import Image


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


def main():
    for name, picture in PICTURES.items():
        print(name, len(picture))
        print(textwrap.fill(base64.b64encode(picture).decode(), 100))


if __name__ == "__main__":
    main()
