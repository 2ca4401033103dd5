"""Random views of the pictures: crops, fruits pasted on backgrounds, colours, noise and JPEG, all on the device.

    python views.py PACK sheet.png

writes a sheet of views to look at: four rows of pasted fruits, two of natural photos, one of studio pictures.
"""

import argparse
import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from dataset import NONE, Dataset, Sampling
from sources import SHOP, STUDIO

SHOP_SHARE = 0.26
NEGATIVES_SHARE = 0.09
NATURAL_SHARE = 0.34
STUDIO_SHARE = 0.06
"""Shares of a batch; the rest, a quarter, is pasted."""

SMALLEST_CROP = 0.2
SMALLEST_BACKGROUND_CROP = 0.06
SMALLEST_OCCLUDER_CROP = 0.05
"""Areas as shares of the picture's."""
CROP_ASPECT_RATIOS = (0.75, 1.33)
SMALLEST_BLURRED_SIDE = 40
"""A view of low resolution has at least so many pixels a side."""


class Batch(NamedTuple):
    """Views and what is known of them."""

    pixels: torch.Tensor
    """float32[n, 3, side, side]; 0..255 before colours are jittered, in [-1, 1] after"""
    shop_label: torch.Tensor
    """int64[n], NONE where the view is not of Grocery Store"""
    studio_label: torch.Tensor
    """int64[n], NONE where the view is not of Fruits-360"""
    kind: torch.Tensor
    """int64[n]"""
    source: torch.Tensor
    """int64[n]"""


class Views:
    """Draws batches of views of side x side pixels."""

    def __init__(self, dataset, sampling, side, seed=0):
        """`side`: a multiple of 8, more than 40."""
        if side % 8 or side <= SMALLEST_BLURRED_SIDE:
            raise ValueError(f"side {side} is not a multiple of 8 above {SMALLEST_BLURRED_SIDE}")
        self.dataset, self.sampling, self.side = dataset, sampling, side
        self.photos, self.cuts = dataset.photos, dataset.cuts
        self.device = dataset.photos.pixels.device
        self.random = np.random.RandomState(seed)
        self.jpeg = Jpeg(self.device)

    def batch(self, n):
        """n views of all groups, in [-1, 1]; the chance is torch's and that of `self.random`."""
        sampling = self.sampling
        parts = [
            self.cropped(sampling.shop, round(n * SHOP_SHARE)),
            self.cropped(sampling.negatives, round(n * NEGATIVES_SHARE)),
            self.studio(round(n * STUDIO_SHARE)),
        ]
        if (sampling.natural > 0).any():
            parts.append(self.cropped(sampling.natural, round(n * NATURAL_SHARE)))
        parts.append(self.pasted(n - sum(len(part.kind) for part in parts)))
        batch = Batch(*(torch.cat(fields) for fields in zip(*parts)))
        return batch._replace(pixels=self.jittered(batch.pixels))

    # ------------------------------------------------------------------------------------------------------ photos

    def cropped(self, weights, n):
        """Random rectangles of photos."""
        chosen = draw(weights, n)
        of_shop = self.photos.source[chosen] == self.dataset.sources.index(SHOP)
        shop_label = torch.where(of_shop, self.photos.fine[chosen], NONE)
        pixels = self.crops(chosen, SMALLEST_CROP)
        return Batch(pixels, shop_label, none(n, self.device), self.photos.kind[chosen], self.photos.source[chosen])

    def crops(self, chosen, smallest_area, turn=0.2):
        """float32[n, 3, side, side] in 0..255: rectangles, half turned by a normal angle of `turn` radians.

        The "Inception crop" (Szegedy et al., CVPR 2015) with a turn.
        """
        aspect, n = self.photos.aspect[chosen], len(chosen)
        window = self.windows(aspect, smallest_area)
        turns = self.uniform(n) < 0.5
        angle = torch.where(turns, torch.randn(n, device=self.device) * turn, 0.0)
        return resampled(
            self.photos.pixels[chosen].float(), affine(*window, angle, self.uniform(n) < 0.5, aspect), self.side
        )

    def windows(self, aspect, smallest_area):
        """(centre x, centre y, half width, half height) of random rectangles in [-1, 1] picture coordinates."""
        n = len(aspect)
        area = self.uniform(n, smallest_area, 1.0)
        ratio = torch.exp(self.uniform(n, *map(math.log, CROP_ASPECT_RATIOS)))
        half_width = ((area * aspect * ratio).sqrt() / aspect).clamp(max=1.0)
        half_height = (area * aspect / ratio).sqrt().clamp(max=1.0)
        x = self.uniform(n, -1.0, 1.0) * (1 - half_width)
        y = self.uniform(n, -1.0, 1.0) * (1 - half_height)
        return x, y, half_width, half_height

    # ------------------------------------------------------------------------------------------------- studio pictures

    def studio(self, n):
        """Studio pictures on white, as Fruits-360 shows them."""
        chosen = draw(self.sampling.studio, n)
        zoom = self.uniform(n, 1.0, 1.3)
        x, y = self.uniform(n, -0.1, 0.1), self.uniform(n, -0.1, 0.1)
        pixels = on_white(self.cuts, chosen, zoom, x, y, self.uniform(n) < 0.5, self.side)
        cuts = self.cuts
        return Batch(pixels, none(n, self.device), cuts.fine[chosen], cuts.kind[chosen], cuts.source[chosen])

    # --------------------------------------------------------------------------------------------------------- pasting

    def pasted(self, n):
        """Cut-outs pasted on backgrounds (Ghiasi et al., "Simple copy-paste", CVPR 2021): single, a few, or heaps.

        45 % show one fruit, 25 % two to five, the rest heaps of seven to twenty, all of one label; each is turned at
        random and throws a soft shadow. 30 % are partly covered by a piece of an out-of-distribution photo.
        """
        cuts, uniform = self.cuts, self.uniform
        first = draw(self.sampling.pasted, n)
        pixels = self.backgrounds(n)
        share = uniform(n)
        one = torch.ones_like(share)
        few, heap = uniform(n, 2.0, 6.0), uniform(n, 7.0, 21.0)
        count = torch.where(share < 0.45, one, torch.where(share < 0.7, few, heap)).long()
        alone, among_few, in_heap = uniform(n, 0.18, 1.15), uniform(n, 0.2, 0.6), uniform(n, 0.2, 0.42)
        size = torch.where(count == 1, alone, torch.where(count < 7, among_few, in_heap))
        for layer in range(int(count.max())):
            views = (count > layer).nonzero()[:, 0]
            chosen = first[views] if layer == 0 else self.siblings(first[views])
            pixels[views] = self.with_fruit(pixels[views], chosen, size[views], count[views] == 1)
        self.cover(pixels)
        of_studio = cuts.source[first] == self.dataset.sources.index(STUDIO)
        studio_label = torch.where(of_studio, cuts.fine[first], NONE)
        source = torch.full_like(first, self.dataset.pasted)
        return Batch(pixels, none(n, self.device), studio_label, cuts.kind[first], source)

    def siblings(self, cuts):
        """A random cut-out of the label of each."""
        siblings = self.sampling.siblings
        column = torch.randint(0, siblings.shape[1], (len(cuts),), device=self.device)
        return siblings[self.sampling.label_of[cuts], column]

    def with_fruit(self, pixels, chosen, size, alone):
        """The views with one more cut-out each: `size` is its longer side as a share of the view's."""
        m, side, uniform = len(chosen), self.side, self.uniform
        aspect, size = self.cuts.aspect[chosen], size * uniform(m, 0.8, 1.25)
        width, height = size * aspect.clamp(max=1.0), size / aspect.clamp(min=1.0)
        room = torch.where(alone, (1.15 - size).clamp(min=0.1), 1.0)
        x, y = uniform(m, -1.0, 1.0) * room, uniform(m, -1.0, 1.0) * room
        angle = uniform(m, 0.0, 2 * math.pi)
        cosine, sine, flip = torch.cos(angle), torch.sin(angle), 1 - 2 * (uniform(m) < 0.5).float()
        # From the view to the cut-out: shift, turn, then scale and flip.
        to_cut = torch.stack(
            [
                torch.stack([flip * cosine, flip * sine, -flip * (cosine * x + sine * y)], -1) / width[:, None],
                torch.stack([-sine, cosine, sine * x - cosine * y], -1) / height[:, None],
            ],
            1,
        )
        fruit = resampled(self.cuts.pixels[chosen].float(), to_cut, side, "zeros")
        alpha = fruit[:, 3:] / 255
        light = uniform((m, 1, 1, 1), 0.75, 1.15)
        shadow = torch.roll(F.avg_pool2d(alpha, 9, 1, 4), (side // 40, side // 60), (2, 3))
        ground = pixels * (1 - shadow * uniform((m, 1, 1, 1), 0.0, 0.5))
        return (ground * (1 - alpha) + fruit[:, :3] * alpha * light).clamp(0, 255)

    def backgrounds(self, n):
        """Crops of photos; a quarter plain colours with soft spots and noise; a quarter of all out of focus."""
        side, uniform = self.side, self.uniform
        crops = self.crops(draw(self.sampling.backgrounds, n), SMALLEST_BACKGROUND_CROP, turn=0.5)
        is_plain = by_view(uniform(n) < 0.25)
        colour = uniform((n, 3, 1, 1)) ** 0.6 * 255
        grey = colour.mean(1, True)
        colour = grey + (colour - grey) * uniform((n, 1, 1, 1), 0.0, 0.7)
        spots = enlarged(torch.randn(n, 1, 4, 4, device=self.device), side) * uniform((n, 1, 1, 1), 0.0, 25.0)
        noise = torch.randn(n, 1, side, side, device=self.device) * uniform((n, 1, 1, 1), 0.0, 9.0)
        pixels = torch.where(is_plain, colour + (spots + noise), crops)
        out_of_focus = F.interpolate(F.avg_pool2d(pixels, 8), size=(side, side), mode="bilinear")
        return torch.where(by_view(uniform(n) < 0.25), out_of_focus, pixels)

    def cover(self, pixels):
        """Covers 30 % of the views, in place, from one side up to a wavy edge."""
        side, uniform = self.side, self.uniform
        covered = (uniform(len(pixels)) < 0.3).nonzero()[:, 0]
        m = len(covered)
        if not m:
            return
        axis = torch.linspace(-1, 1, side, device=self.device)
        y, x = torch.meshgrid(axis, axis, indexing="ij")
        angle = uniform(m, 0.0, 2 * math.pi).view(-1, 1, 1)
        waves = enlarged(torch.randn(m, 1, 5, 5, device=self.device), side)[:, 0] * 0.25
        along = torch.cos(angle) * x + torch.sin(angle) * y + waves
        opaque = ((along - uniform(m, 0.25, 0.8).view(-1, 1, 1)) * 20).sigmoid()[:, None]
        occluder = self.crops(draw(self.sampling.negatives, m), SMALLEST_OCCLUDER_CROP, turn=0.5)
        pixels[covered] = pixels[covered] * (1 - opaque) + occluder * opaque

    # --------------------------------------------------------------------------------------------------------- colours

    def jittered(self, pixels):
        """From 0..255 to [-1, 1], after what another lamp and camera do: resolution, light, colour, noise, JPEG."""
        n, _, side, _ = pixels.shape
        uniform = self.uniform
        soft = (uniform(n) < 0.15).nonzero()[:, 0]
        if len(soft):
            small = int(self.random.randint(SMALLEST_BLURRED_SIDE, side))
            shrunk = F.interpolate(pixels[soft], size=(small, small), mode="bilinear", antialias=True)
            pixels[soft] = F.interpolate(shrunk, size=(side, side), mode="bilinear")

        def by_factor(low, high):
            return uniform((n, 1, 1, 1), low, high)

        gamma = by_factor(0.75, 1.35)
        pixels = (pixels.clamp(0, 255) / 255) ** gamma * 255 + by_factor(-40.0, 40.0)
        mean = pixels.mean((1, 2, 3), True)
        pixels = (pixels - mean) * by_factor(0.65, 1.35) + mean
        grey = pixels.mean(1, True)
        pixels = (pixels - grey) * by_factor(0.6, 1.4) + grey
        pixels = (pixels * uniform((n, 3, 1, 1), 0.88, 1.12)).clamp(0, 255)
        noisy = (uniform(n) < 0.1).nonzero()[:, 0]
        if len(noisy):
            noise = torch.randn_like(pixels[noisy])
            pixels[noisy] = pixels[noisy] + noise * uniform((len(noisy), 1, 1, 1), 2.0, 14.0)
        compressed = (uniform(n) < 0.25).nonzero()[:, 0]
        if len(compressed):
            coarseness = torch.exp(uniform((len(compressed), 1, 1), -1.2, 1.2))
            pixels[compressed] = self.jpeg(pixels[compressed], coarseness)
        return pixels.clamp(0, 255) / 127.5 - 1

    def uniform(self, shape, low=0.0, high=1.0):
        return torch.rand(shape, device=self.device) * (high - low) + low


class Jpeg:
    """Rounds the 8 x 8 cosine coefficients of each colour plane, as JPEG of low quality does (ITU-T T.81)."""

    def __init__(self, device):
        k = torch.arange(8).float()
        scale = torch.where(k[:, None] == 0, 0.5**0.5, 1.0) / 2
        cosine = torch.cos(math.pi * (2 * k[None] + 1) * k[:, None] / 16) * scale
        self.basis = torch.einsum("ux,vy->uvxy", cosine, cosine).reshape(64, 64).to(device)
        """orthonormal; row: frequency, column: pixel"""
        self.steps = (8 + 6 * (k[:, None] + k[None])).reshape(1, 1, 64).to(device)

    def __call__(self, pixels, coarseness):
        """pixels: float32[n, channels, height, width] in 0..255; coarseness: float32[n, 1, 1], factor of the steps."""
        n, channels, height, width = pixels.shape
        steps = self.steps * coarseness
        blocks = (pixels - 128).reshape(n, channels, height // 8, 8, width // 8, 8).permute(0, 1, 2, 4, 3, 5)
        blocks = blocks.reshape(n, -1, 64)
        blocks = (blocks @ self.basis.T / steps).round() * steps @ self.basis + 128
        blocks = blocks.reshape(n, channels, height // 8, width // 8, 8, 8).permute(0, 1, 2, 4, 3, 5)
        return blocks.reshape(n, channels, height, width)


def draw(weights, n):
    """int64[n]: positions drawn with replacement, as often as their weights say."""
    return torch.multinomial(weights, n, replacement=True)


def none(n, device):
    return torch.full((n,), NONE, device=device)


def by_view(values):
    return values.view(-1, 1, 1, 1)


def enlarged(grid, side):
    return F.interpolate(grid, size=(side, side), mode="bicubic")


def affine(x, y, half_width, half_height, angle, flip, aspect):
    """float32[n, 2, 3]: maps from the view's coordinates to the picture's, both in [-1, 1].

    x, y: the window's centre; half_width, half_height: its size in picture coordinates; angle in radians, in pixel
    space; aspect = width / height of the picture.
    """
    cosine, sine, mirror = torch.cos(angle), torch.sin(angle), 1 - 2 * flip.float()
    return torch.stack(
        [
            torch.stack([cosine * half_width * mirror, -sine * half_height / aspect, x], -1),
            torch.stack([sine * half_width * aspect * mirror, cosine * half_height, y], -1),
        ],
        1,
    )


def resampled(pixels, to_picture, side, beyond="reflection"):
    """float32[n, channels, side, side]: the pictures seen through affine maps, bilinear."""
    grid = F.affine_grid(to_picture, (len(pixels), pixels.shape[1], side, side), align_corners=False)
    return F.grid_sample(pixels, grid, mode="bilinear", padding_mode=beyond, align_corners=False)


def on_white(cuts, chosen, zoom, x, y, flip, side):
    """float32[n, 3, side, side] in 0..255: cut-outs on white; zoom: the view's side / the fruit's longer side."""
    picture, aspect = cuts.pixels[chosen].float(), cuts.aspect[chosen]
    alpha = picture[:, 3:] / 255
    white = picture[:, :3] * alpha + 255 * (1 - alpha)
    upright, square = torch.zeros_like(aspect), torch.ones_like(aspect)
    window = affine(x, y, zoom / aspect.clamp(max=1.0), zoom * aspect.clamp(min=1.0), upright, flip, square)
    return 255 - resampled(255 - white, window, side, "zeros")


def main():
    parser = argparse.ArgumentParser(description="Writes a sheet of random views.")
    parser.add_argument("pack", type=Path, help="folder that pack.py wrote")
    parser.add_argument("out", type=Path, help="picture to write")
    parser.add_argument("--side", type=int, default=192, help="side of a view in pixels (default: 192)")
    parser.add_argument("--every", type=int, default=1, help="read every n-th picture only (default: 1)")
    options = parser.parse_args()
    dataset = Dataset(options.pack, "cpu", options.every)
    views = Views(dataset, Sampling(dataset), options.side)
    parts = [views.pasted(48), views.cropped(views.sampling.natural, 24), views.studio(12)]
    pixels = views.jittered(torch.cat([part.pixels for part in parts])) * 127.5 + 127.5
    side, columns = options.side, 12
    sheet = pixels.byte().reshape(-1, columns, 3, side, side).permute(0, 3, 1, 4, 2).reshape(-1, columns * side, 3)
    Image.fromarray(sheet.numpy()).save(options.out)


if __name__ == "__main__":
    main()
