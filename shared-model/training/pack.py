"""Packs the photos of all sources into two archives that train.py reads.

    python pack.py DATA HELD_OUT PACK

PACK receives 0.bin and 1.bin, WebP pictures one after the other, written in turn so that each is half the whole, and
index.json.gz: {"photos": [...], "cuts": [...]}, where each picture has its source, label, kind, part (train, val or
test), whether it is held out, its aspect ratio (width / height), and its place: file, offset and length in bytes.

- photos: whole pictures, squeezed to 256 x 256; the aspect ratio is stored beside them.
- cuts: single fruits with an alpha channel, cropped to their outline and squeezed to a square of at most 128 pixels.
  Studio pictures lose the white that is connected with the border; the outline of photos on a plain ground is found
  by GrabCut (Rother, Kolmogorov and Blake, SIGGRAPH 2004), and unclear outlines are left out.
"""

import argparse
import gzip
import io
import json
import os
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from sources import KINDS, NATURAL, OUT_OF_DISTRIBUTION, PLAIN_GROUND, SHOP, STUDIO

PHOTO_SIDE = 256
LARGEST_CUT_SIDE = 128
PHOTO_QUALITY = 76
CUT_QUALITY = 80
ARCHIVES = 2
STUDIO_TEST_STRIDE = 3
"""Every third picture of the test part is enough: they are frames of one rotating fruit."""

STUDIO_WHITE = 235
GRABCUT_SIDE = 160
GRABCUT_BORDER = 5
GRABCUT_ITERATIONS = 4
SMALLEST_SEED = 0.02
OUTLINE_AREA = (0.03, 0.8)
"""Smallest and largest share of the picture that an outline may enclose."""
SMALLEST_SOLIDITY = 0.8
"""Smallest area of an outline as a share of its convex hull's: heaps and hands have less."""


@dataclass
class Picture:
    """One picture to pack: where it lies and what is known of it."""

    path: Path
    source: str
    label: str
    part: str
    as_cut: bool
    fine: int | None = None
    """Number of the label within Grocery Store or Fruits-360, whose labels have a softmax of their own."""
    aspect: float = field(default=1.0, init=False)

    def record(self, data, held_out):
        """The picture's entry in the index, but for its place in the archives."""
        path = str(self.path.relative_to(data))
        record = dict(
            path=path,
            set=self.source,
            label=self.label,
            kind=None if self.source == OUT_OF_DISTRIBUTION else KINDS[self.label],
            part=self.part,
            held=path in held_out,
            aspect=self.aspect,
        )
        return record if self.fine is None else record | dict(fine=self.fine)


def main():
    parser = argparse.ArgumentParser(description="Packs the photos of all sources into two archives.")
    parser.add_argument("data", type=Path, help="folder of the photo sets (README.md says how it is laid out)")
    parser.add_argument("held_out", type=Path, help="what hold_out.py printed")
    parser.add_argument("pack", type=Path, help="folder to write")
    options = parser.parse_args()

    held_out = set(options.held_out.read_text().splitlines())
    index = {"photos": [], "cuts": []}
    options.pack.mkdir(parents=True, exist_ok=True)
    archives = [open(options.pack / f"{number}.bin", "wb") for number in range(ARCHIVES)]
    written = unclear = 0
    with Pool(os.cpu_count()) as pool:
        for picture, webp in pool.imap(encode, list(pictures(options.data)), chunksize=32):
            if webp is None:
                unclear += 1
                continue
            number = written % ARCHIVES
            place = dict(file=number, offset=archives[number].tell(), length=len(webp))
            index["cuts" if picture.as_cut else "photos"].append(picture.record(options.data, held_out) | place)
            archives[number].write(webp)
            written += 1
    for archive in archives:
        archive.close()
    with gzip.open(options.pack / "index.json.gz", "wt") as file:
        json.dump(index, file)
    print(f"{len(index['photos'])} photos, {len(index['cuts'])} cut-outs, {unclear} without a clear outline")


# ------------------------------------------------------------------------------------------------ which pictures


def pictures(data):
    """All photos, then all cut-outs."""
    yield from shop_photos(data)
    yield from natural_photos(data)
    for path in sorted((data / OUT_OF_DISTRIBUTION / "train").glob("*/*.jpg")):
        yield Picture(path, OUT_OF_DISTRIBUTION, path.parent.name, "train", as_cut=False)
    for path in sorted((data / PLAIN_GROUND / "train").glob("*/*.jpg")):
        yield Picture(path, PLAIN_GROUND, path.parent.name, "train", as_cut=True)
    yield from studio_pictures(data)


def shop_photos(data):
    """As listed in train.txt and val.txt, whose lines are: path, fine label, coarse label."""
    for part in ("train", "val"):
        for line in (data / SHOP / f"{part}.txt").read_text().splitlines():
            name, fine, _ = [text.strip() for text in line.split(",")]
            path = data / SHOP / name
            yield Picture(path, SHOP, path.parent.name, part, as_cut=False, fine=int(fine))


def natural_photos(data):
    for source in NATURAL:
        for path in sorted((data / source / "train").glob("*/*.jpg")):
            yield Picture(path, source, path.parent.name, "train", as_cut=False)


def studio_pictures(data):
    labels = sorted(folder.name for folder in (data / STUDIO / "Training").iterdir())
    for part, folder, stride in (("train", "Training", 1), ("test", "Test", STUDIO_TEST_STRIDE)):
        for fine, label in enumerate(labels):
            for path in sorted((data / STUDIO / folder / label).glob("*.jpg"))[::stride]:
                yield Picture(path, STUDIO, label, part, as_cut=True, fine=fine)


# ------------------------------------------------------------------------------------------------------ encoding


def encode(picture):
    """(the picture with its aspect ratio, WebP bytes; None where a cut-out has no clear outline)."""
    image = Image.open(picture.path).convert("RGB")
    return (picture, cut_out(picture, np.asarray(image)) if picture.as_cut else photo(picture, image))


def photo(picture, image):
    picture.aspect = image.width / image.height
    return webp(image.resize((PHOTO_SIDE, PHOTO_SIDE), Image.LANCZOS), PHOTO_QUALITY)


def cut_out(picture, pixels):
    outline = studio_outline(pixels) if picture.source == STUDIO else plain_ground_outline(pixels)
    if outline is None:
        return None
    rows, columns = np.nonzero(outline)
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    picture.aspect = float((right - left) / (bottom - top))
    alpha = cv2.GaussianBlur((outline * 255).astype("u1"), (3, 3), 0)
    image = Image.fromarray(np.dstack([pixels, alpha])[top:bottom, left:right])
    side = min(LARGEST_CUT_SIDE, max(image.size))
    return webp(image.resize((side, side), Image.LANCZOS), CUT_QUALITY)


def webp(image, quality):
    out = io.BytesIO()
    image.save(out, "webp", quality=quality, method=5, alpha_quality=60)
    return out.getvalue()


def studio_outline(pixels):
    """bool[height, width]: all but the white that is connected with the border."""
    white = (pixels.min(-1) >= STUDIO_WHITE).astype("u1")
    _, areas = cv2.connectedComponents(white, connectivity=4)
    at_border = np.unique(np.concatenate([areas[0], areas[-1], areas[:, 0], areas[:, -1]]))
    return ~np.isin(areas, at_border[at_border > 0])


def plain_ground_outline(pixels):
    """bool[height, width], or None: one solid body on a plain ground, found by GrabCut.

    It starts from the colours: probably fruit is what differs from the median colour of the border, in CIELAB with
    lightness weighted less, because shadows differ in it most. The border itself is surely ground.
    """
    height, width = pixels.shape[:2]
    scale = GRABCUT_SIDE / max(height, width)
    size = round(width * scale), round(height * scale)
    image = cv2.resize(pixels[..., ::-1], size, interpolation=cv2.INTER_AREA)

    edge = GRABCUT_BORDER
    lab = cv2.cvtColor(image, cv2.COLOR_BGR2LAB).astype("f4")
    border = [part.reshape(-1, 3) for part in (lab[:edge], lab[-edge:], lab[:, :edge], lab[:, -edge:])]
    distance = np.linalg.norm((lab - np.median(np.concatenate(border), 0)) * [0.5, 1.3, 1.3], axis=-1)
    threshold = max(12, np.percentile(distance, 60) * 0.8)
    mask = np.where(distance > threshold, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype("u1")
    mask[:edge] = mask[-edge:] = mask[:, :edge] = mask[:, -edge:] = cv2.GC_BGD
    if (mask == cv2.GC_PR_FGD).mean() < SMALLEST_SEED:
        return None
    cv2.setRNGSeed(0)  # GrabCut starts from random clusters: the outline must not depend on the photos before
    try:
        cv2.grabCut(
            image, mask, None, np.zeros((1, 65)), np.zeros((1, 65)), GRABCUT_ITERATIONS, cv2.GC_INIT_WITH_MASK
        )
    except cv2.error:
        return None
    outline = largest_body(((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)).astype("u1"))
    if outline is None:
        return None
    return cv2.resize(outline, (width, height), interpolation=cv2.INTER_LINEAR).astype(bool)


def largest_body(foreground):
    """uint8[height, width] of 0 and 1, or None where the largest connected part is no single body."""
    parts, numbers, statistics, _ = cv2.connectedComponentsWithStats(foreground)
    if parts < 2:
        return None
    body = (numbers == 1 + statistics[1:, cv2.CC_STAT_AREA].argmax()).astype("u1")
    body = cv2.morphologyEx(body, cv2.MORPH_CLOSE, np.ones((5, 5)))
    body = cv2.morphologyEx(body, cv2.MORPH_OPEN, np.ones((3, 3)))
    contours, _ = cv2.findContours(body, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    contour = max(contours, key=cv2.contourArea)
    area, hull = cv2.contourArea(contour), cv2.contourArea(cv2.convexHull(contour))
    smallest, largest = OUTLINE_AREA
    if not smallest * body.size <= area <= largest * body.size or area < SMALLEST_SOLIDITY * hull:
        return None
    filled = np.zeros_like(body)
    cv2.drawContours(filled, [contour], -1, 1, -1)
    return filled


if __name__ == "__main__":
    main()
