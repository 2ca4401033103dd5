"""The packed pictures as tensors, and how often each is drawn in training."""

import gzip
import io
import json
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from sources import PLAIN_GROUND, SHOP, STUDIO, WEB

CUT_SIDE = 128
NONE = -1
"""Stands for the label of a picture whose source has no softmax of its own."""


@dataclass
class Pictures:
    """Photos or cut-outs, all at the same position in every field."""

    records: list
    pixels: torch.Tensor
    """uint8[n, 3 or 4 (the last: alpha), side, side], 0..255"""
    aspect: torch.Tensor
    """float32[n], width / height"""
    kind: torch.Tensor
    """int64[n], a number of Dataset.kinds or Dataset.no_fruit"""
    source: torch.Tensor
    """int64[n], a number of Dataset.sources"""
    fine: torch.Tensor
    """int64[n], the label within Grocery Store or Fruits-360; NONE elsewhere"""


class Dataset:
    """All pictures of a pack, on the device."""

    def __init__(self, pack, device, every=1):
        """`every`: read every n-th picture only, for a trial."""
        with gzip.open(pack / "index.json.gz") as file:
            index = {name: records[::every] for name, records in json.load(file).items()}
        every_record = index["photos"] + index["cuts"]
        self.kinds = sorted({record["kind"] for record in every_record if record["kind"]})
        self.no_fruit = len(self.kinds)
        self.sources = sorted({record["set"] for record in every_record})
        self.pasted = len(self.sources)
        """Stands for the source of a pasted picture."""

        archives = {path.stem: path.read_bytes() for path in pack.glob("*.bin")}
        self.photos = self._pictures(index["photos"], archives, device, _photo)
        self.cuts = self._pictures(index["cuts"], archives, device, _cut)
        # One pixel less on every side: the rim of a cut-out holds some of its old ground.
        self.cuts.pixels[:, 3:] = _eroded(self.cuts.pixels[:, 3:])
        self.shop_labels = 1 + max(record["fine"] for record in self.photos.records if record["set"] == SHOP)
        self.studio_labels = 1 + max(record["fine"] for record in self.cuts.records if record["set"] == STUDIO)

    def _pictures(self, records, archives, device, decode):
        def read(record):
            archive, begin = archives[str(record["file"])], record["offset"]
            return decode(Image.open(io.BytesIO(archive[begin : begin + record["length"]])))

        with ThreadPoolExecutor(16) as pool:
            pixels = np.stack(list(pool.map(read, records)))
        kind_number = {kind: number for number, kind in enumerate(self.kinds)} | {None: self.no_fruit}
        return Pictures(
            records=records,
            pixels=torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous().to(device),
            aspect=torch.tensor([record["aspect"] for record in records], device=device),
            kind=torch.tensor([kind_number[record["kind"]] for record in records], device=device),
            source=torch.tensor([self.sources.index(record["set"]) for record in records], device=device),
            fine=torch.tensor([record.get("fine", NONE) for record in records], device=device),
        )


def _photo(image):
    return np.asarray(image.convert("RGB"))


def _cut(image):
    return np.asarray(image.convert("RGBA").resize((CUT_SIDE, CUT_SIDE), Image.BILINEAR))


def _eroded(alpha):
    return torch.cat([-F.max_pool2d(-part.float(), 3, 1, 1) for part in alpha.split(512)]).to(torch.uint8)


# ------------------------------------------------------------------------------------------------ how often each

RARE_PHOTOS = 60
"""Photos of a kind and source with fewer are drawn more often, as the root of the shortage, up to MOST_OFTEN."""
MOST_OFTEN = 4.0
RARE_CUTS = 200
WEB_FACTOR = 1.4
PLAIN_GROUND_FACTOR = 0.6
PLAIN_GROUND_CUT_FACTOR = 0.8
ONLY_PASTED_FACTOR = 2.0
"""Kinds without a natural photo live from pasting alone."""
SMALLEST_COLOURFULNESS = 22
"""Grey cut-outs from photos are mostly shadows."""


class Sampling:
    """Weights to draw pictures by: float32[number of photos or cut-outs], zero for pictures that are not trained on."""

    def __init__(self, dataset, left_out=frozenset()):
        """`left_out`: sources left out whole; photos held out for calibration are then trained on."""
        photos, cuts = dataset.photos, dataset.cuts
        device = photos.pixels.device

        def is_trained_on(record):
            held_out = record["set"] in left_out if left_out else record["held"]
            return record["part"] == "train" and not held_out

        self.shop = torch.zeros(len(photos.records))
        self.negatives = torch.zeros(len(photos.records))
        """Out-of-distribution photos but those of Grocery Store."""
        self.natural = torch.zeros(len(photos.records))
        trained_photos = [(i, record) for i, record in enumerate(photos.records) if is_trained_on(record)]
        photos_of = Counter((record["kind"], record["set"]) for _, record in trained_photos)
        for i, record in trained_photos:
            if record["set"] == SHOP:
                self.shop[i] = 1.0
            elif record["kind"] is None:
                self.negatives[i] = 1.0
            else:
                rarity = (RARE_PHOTOS / photos_of[record["kind"], record["set"]]) ** 0.5
                self.natural[i] = min(MOST_OFTEN, max(1.0, rarity)) * _photo_factor(record["set"])

        with_natural_photos = {
            record["kind"] for _, record in trained_photos if record["set"] not in (SHOP, PLAIN_GROUND)
        }
        self.pasted = torch.zeros(len(cuts.records))
        self.studio = torch.zeros(len(cuts.records))
        trained_cuts = [(i, record) for i, record in enumerate(cuts.records) if is_trained_on(record)]
        cuts_of = Counter((record["kind"], record["set"]) for _, record in trained_cuts)
        colourful = _colourfulness(cuts.pixels) >= SMALLEST_COLOURFULNESS
        for i, record in trained_cuts:
            if record["set"] == STUDIO:
                self.studio[i] = 1.0
            elif not colourful[i]:
                continue
            rarity = (RARE_CUTS / cuts_of[record["kind"], record["set"]]) ** 0.5
            need = 1.0 if record["kind"] in with_natural_photos else ONLY_PASTED_FACTOR
            self.pasted[i] = rarity * need * (1.0 if record["set"] == STUDIO else PLAIN_GROUND_CUT_FACTOR)

        for name in ("shop", "negatives", "natural", "pasted", "studio"):
            setattr(self, name, getattr(self, name).to(device))
        packaged_goods = self.shop * (photos.kind == dataset.no_fruit)
        self.backgrounds = self.negatives * 2 + packaged_goods * 2 + self.shop * 0.15
        self._group_by_label(cuts, device)

    def _group_by_label(self, cuts, device):
        """Fills label_of: int64[cut-outs], and siblings: int64[labels, most], cut-outs of a label, repeated to fit."""
        by_label = defaultdict(list)
        for i in self.pasted.nonzero()[:, 0].tolist():
            by_label[cuts.records[i]["set"], cuts.records[i]["label"]].append(i)
        most = max(map(len, by_label.values()))
        self.siblings = torch.tensor(
            [(members * (most // len(members) + 1))[:most] for members in by_label.values()], device=device
        )
        self.label_of = torch.zeros(len(cuts.records), dtype=torch.long, device=device)
        for label, members in enumerate(by_label.values()):
            self.label_of[members] = label

    def __str__(self):
        names = ("shop", "negatives", "natural", "studio", "pasted")
        return ", ".join(f"{name} {int((getattr(self, name) > 0).sum())}" for name in names)


def _photo_factor(source):
    return WEB_FACTOR if source in WEB else PLAIN_GROUND_FACTOR if source == PLAIN_GROUND else 1.0


def _colourfulness(pixels):
    """float32[n]: mean of the largest less the smallest colour channel (0..255) inside each outline."""
    means = []
    for part in pixels.split(256):
        colours, inside = part[:, :3].float(), part[:, 3] > 128
        chroma = (colours.amax(1) - colours.amin(1)) * inside
        means.append(chroma.sum((1, 2)) / inside.sum((1, 2)).clamp(min=1))
    return torch.cat(means).cpu()

