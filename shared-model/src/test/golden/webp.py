"""Makes the WebP files of WebpDecoderTest and webp.csv: what other decoders make of them.

    python3 -m venv venv
    venv/bin/pip install pillow numpy av
    venv/bin/python webp.py

Each file is the painted picture source.png (over-white.png where it is transparent), encoded with other settings. webp.csv
has, for each file, the CRC-32 of the red, green, blue bytes that Pillow decodes (nothing if it is transparent), and their
mean and worst difference from the painted picture. FFmpeg, whose decoder shares no code with libwebp, is asked too: it
has to agree with Pillow but for the way it interpolates colours between pixels.
"""

import csv
import io
import pathlib
import zlib

import av
import numpy
from PIL import Image

HERE = pathlib.Path(__file__).parent
FILES = HERE.parent / "resources/dev/pomona/model/photo/webp"
WIDTH, HEIGHT = 90, 61


def painted():
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    sky = numpy.dstack([150 + x, 190 - y, 230 - x / 2])
    stripes = numpy.dstack([90 + 60 * numpy.sin(x / 3 + y / 5), 140 + 40 * numpy.cos(x / 4), 40 + 20 * numpy.sin(y)])
    picture = numpy.where((y > 38)[..., None], stripes, sky)
    for left, top, radius, colour in [(28, 30, 20, (200, 30, 40)), (62, 34, 18, (70, 170, 40)), (76, 14, 9, (250, 210, 20))]:
        distance = numpy.hypot(x - left, y - top) / radius
        light = 1.15 - 0.6 * numpy.hypot(x - left + radius / 3, y - top + radius / 3)[..., None] / radius
        picture = numpy.where((distance < 1)[..., None], numpy.array(colour) * light, picture)
    grain = numpy.random.default_rng(18).normal(0, 5, picture.shape)
    return numpy.clip(picture + grain, 0, 255).round().astype("uint8")


def over_white(rgba):
    alpha = rgba[..., 3:].astype(float) / 255
    return (rgba[..., :3] * alpha + 255 * (1 - alpha)).round().astype("uint8")


def encoded(pixels, **settings):
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "WEBP", **settings)
    return stream.getvalue()


def animated(pixels, **settings):
    stream = io.BytesIO()
    frames = [Image.fromarray(pixels), Image.fromarray(255 - pixels)]
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], duration=100, **settings)
    return stream.getvalue()


def pillow(file):
    image = Image.open(io.BytesIO(file))
    if image.mode == "RGBA" and numpy.asarray(image)[..., 3].min() < 255:
        return over_white(numpy.asarray(image)), True
    return numpy.asarray(image.convert("RGB")), False


def blocks(pixels):
    """Means of 15 x 15 pixels or so: what is between the pixels of colour has no say in them."""
    rows = [part.mean(axis=0) for part in numpy.array_split(pixels.astype(float), 4)]
    return numpy.array([[part.mean(axis=0) for part in numpy.array_split(row, 6)] for row in rows])


def check_with_ffmpeg(name, file, pixels):
    with av.open(io.BytesIO(file), format="webp_pipe") as stream:
        frame = next(stream.decode(video=0))
    difference = abs(blocks(frame.to_ndarray(format="rgb24")) - blocks(pixels))
    assert difference.mean() < 2.5 and difference.max() < 8, (name, difference.mean(), difference.max())


def main():
    rgb = painted()
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    rgba = numpy.dstack([rgb, numpy.clip(3 * (x + y) - 60, 0, 255).astype("uint8")])
    files = {}
    for method in range(7):
        for quality in (5, 30, 60, 80, 100):
            files[f"lossy-m{method}-q{quality}"] = encoded(rgb, quality=quality, method=method)
    for method in (0, 3, 6):
        files[f"lossless-m{method}"] = encoded(rgb, lossless=True, quality=60, method=method)
        files[f"alpha-lossy-m{method}"] = encoded(rgba, quality=90, method=method, exact=True)
    files["alpha-lossless"] = encoded(rgba, lossless=True, exact=True)
    files["animated-lossy"] = animated(rgb, quality=80)
    files["animated-lossless"] = animated(rgb, lossless=True)
    palette = rgb // 128 * 127
    files["palette"] = encoded(palette, lossless=True)

    FILES.mkdir(parents=True, exist_ok=True)
    Image.fromarray(rgb).save(FILES / "source.png")
    Image.fromarray(over_white(rgba)).save(FILES / "over-white.png")
    Image.fromarray(palette).save(FILES / "palette.png")
    sources = {"alpha": over_white(rgba), "palet": palette}
    with open(HERE / "webp.csv", "w", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(["file", "source", "crc32", "mean", "worst"])
        for name, file in files.items():
            (FILES / f"{name}.webp").write_bytes(file)
            pixels, transparent = pillow(file)
            if not transparent and not name.startswith("animated"):
                check_with_ffmpeg(name, file, pixels)
            source = "over-white" if transparent else "palette" if name == "palette" else "source"
            difference = abs(pixels.astype(int) - sources.get(name[:5], rgb))
            crc = "" if transparent else f"{zlib.crc32(pixels.tobytes()):08x}"
            rows.writerow([name, source, crc, f"{difference.mean():.3f}", difference.max()])
    print(sum(len(file) for file in files.values()), "bytes in", len(files), "files")


if __name__ == "__main__":
    main()
