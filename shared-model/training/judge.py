"""Evaluation of weights: the features of photos they were not trained on, recognised the way Pomona recognises.

    python judge.py PACK WEIGHTS.npz

Features are standardised, reduced by PCA and a discriminant by label, compared by cosine, and the 20 nearest indexed
photos vote for the kind. It prints JSON: source -> [share of photos whose kind comes first, share with it among the
first five, number of photos]. Without --leave, natural sources have two more shares before the number, with
the photos of the query's own style left out of the index. "auroc": how well the similarity to the nearest indexed
photo tells fruit from out-of-distribution photos (0.5: not at all; 1: always). "mean": over the natural photos.
"""

import argparse
import json
from pathlib import Path

import torch
import torch.nn.functional as F

import network
from dataset import Dataset
from sources import NATURAL, OUT_OF_DISTRIBUTION, STUDIO
from views import on_white

SIDE = 224
BATCH = 256
STUDIO_ZOOM = 1.05
"""A studio picture's side in lengths of the fruit's longer side, about as Fruits-360 shows them."""

EXPLAINED_VARIANCE = 0.99
LARGEST_DISCRIMINANT = 128
SHRINKAGE = 0.1
NEIGHBOURS = 20
VOTING_TEMPERATURE = 0.1
FEWEST_PHOTOS = 5
SAME_STYLE = {"web-15": ("web-15", "web-3", "free-commons"), "web-3": ("web-15", "web-3", "free-commons")}


@torch.no_grad()
def judge(weights, dataset, left_out=frozenset()):
    """{name: list of shares, then the number of photos}. `left_out`: sources the weights were not trained on at all."""
    photos = Evaluation(weights, dataset)

    def is_fruit(record):
        return record["kind"] is not None

    def is_query(record):
        return record["set"] in left_out if left_out else record["held"]

    def is_indexed(record):
        return record["part"] == "train" and is_fruit(record) and not is_query(record)

    def is_negative(record):
        if left_out:
            no_fruit_left_out = record["label"] == "No-Fruit" and record["set"] in left_out
            return record["set"] == OUT_OF_DISTRIBUTION or no_fruit_left_out
        return record["set"] == OUT_OF_DISTRIBUTION and record["held"]

    index = photos.where(is_indexed)
    shares = {}
    for source in sorted(left_out) if left_out else NATURAL:
        query = photos.where(lambda record: record["set"] == source and is_query(record) and is_fruit(record))
        if len(query) < FEWEST_PHOTOS:
            continue
        shares[source] = photos.right(index, query)
        if not left_out:
            style = SAME_STYLE.get(source, (source,))
            other_styles = photos.where(lambda record: is_indexed(record) and record["set"] not in style)
            shares[source] += photos.right(other_styles, query)
        shares[source] += (len(query),)
    natural = dict(shares)
    for name, part in (("grocery-val", "val"), ("fruits-360", "test")):
        query = photos.where(lambda record: record["part"] == part and is_fruit(record))
        shares[name] = photos.right(index, query) + (len(query),)

    fruit = photos.similarity(index, photos.where(lambda record: is_query(record) and is_fruit(record)))
    negatives = photos.similarity(index, photos.where(is_negative))
    shares["auroc"] = ((fruit[:, None] > negatives[None]).double().mean().item(),)
    if natural:
        total = sum(row[-1] for row in natural.values())
        columns = zip(*(row[:-1] for row in natural.values()))
        counts = [row[-1] for row in natural.values()]
        shares["mean"] = tuple(sum(x * n for x, n in zip(column, counts)) / total for column in columns)
    return {name: [round(share, 4) for share in row] for name, row in shares.items()}


class Evaluation:
    """Features of all photos and of the studio pictures, and recognition among them."""

    def __init__(self, weights, dataset):
        photos, cuts = dataset.photos, dataset.cuts
        studio = torch.tensor([i for i, record in enumerate(cuts.records) if record["set"] == STUDIO])
        self.records = photos.records + [cuts.records[i] for i in studio.tolist()]
        studio = studio.to(cuts.pixels.device)
        self.features = torch.cat([photo_features(photos, weights), studio_features(cuts, studio, weights)]).double()
        self.kind = torch.cat([photos.kind, cuts.kind[studio]])
        self.kinds = dataset.no_fruit + 1
        labels = {}
        numbers = [labels.setdefault((record["set"], record["label"]), len(labels)) for record in self.records]
        self.label = torch.tensor(numbers, device=self.features.device)

    def where(self, condition):
        """int64[n]: positions of the records that fulfil the condition."""
        positions = [i for i, record in enumerate(self.records) if condition(record)]
        return torch.tensor(positions, device=self.features.device, dtype=torch.long)

    def right(self, index, query):
        """(share of queries whose kind has the most votes, share with it among the five kinds with the most)."""
        similarity, neighbours = self._nearest(index, query)
        votes = torch.exp((similarity - similarity[:, :1]) / VOTING_TEMPERATURE)
        scores = torch.zeros(len(query), self.kinds, dtype=votes.dtype, device=votes.device)
        scores.scatter_add_(1, self.kind[index][neighbours], votes)
        right = scores.topk(5, 1).indices == self.kind[query][:, None]
        return right[:, 0].double().mean().item(), right.any(1).double().mean().item()

    def similarity(self, index, query):
        """float64[n]: cosine to the nearest indexed photo."""
        return self._nearest(index, query)[0][:, 0]

    def _nearest(self, index, query):
        """(cosines, positions in `index`), each [n, 20], the nearest first."""
        indexed = self.features[index]
        mean, deviation = indexed.mean(0), indexed.std(0) + 1e-6
        indexed, queries = (indexed - mean) / deviation, (self.features[query] - mean) / deviation
        basis = principal_components(indexed)
        indexed, queries = indexed @ basis, queries @ basis
        directions = discriminant(indexed, self.label[index])
        indexed, queries = F.normalize(indexed @ directions, dim=1), F.normalize(queries @ directions, dim=1)
        return (queries @ indexed.T).topk(NEIGHBOURS, 1)


def principal_components(x):
    """float64[features, k]: the leading directions of standardised x that explain 99 % of its variance."""
    variances, directions = torch.linalg.eigh(x.T @ x / len(x))
    kept = variances.flip(0).cumsum(0) / variances.sum() < EXPLAINED_VARIANCE
    return directions.flip(1)[:, kept]


def discriminant(x, label):
    """float64[k, at most 128]: directions that part the labels best against the spread within them (Fisher 1936).

    The covariance within is shrunk towards a multiple of the identity (Friedman 1989).
    """
    labels, of_label, counts = torch.unique(label, return_inverse=True, return_counts=True)
    means = torch.zeros(len(labels), x.shape[1], dtype=x.dtype, device=x.device).index_add_(0, of_label, x)
    means /= counts[:, None]
    residuals = x - means[of_label]
    within = residuals.T @ residuals / len(x)
    identity = torch.eye(len(within), dtype=x.dtype, device=x.device)
    within = (1 - SHRINKAGE) * within + SHRINKAGE * within.diagonal().mean() * identity
    weighted = means * counts[:, None].sqrt()
    between = weighted.T @ weighted / len(x)
    whitening = torch.linalg.inv(torch.linalg.cholesky(within))
    _, directions = torch.linalg.eigh(whitening @ between @ whitening.T)
    return whitening.T @ directions.flip(1)[:, : min(len(labels) - 1, LARGEST_DISCRIMINANT)]


def photo_features(photos, weights):
    """float32[n, 1280] of whole photos, squeezed to 224 x 224."""
    parts = []
    for pixels in photos.pixels.split(BATCH):
        view = F.interpolate(pixels.float(), size=(SIDE, SIDE), mode="bilinear", antialias=True)
        parts.append(network.features(view / 127.5 - 1, weights))
    return torch.cat(parts)


def studio_features(cuts, chosen, weights):
    """float32[n, 1280] of whole studio pictures on white."""
    parts = []
    for part in chosen.split(BATCH):
        centre = torch.zeros(len(part), device=part.device)
        view = on_white(cuts, part, STUDIO_ZOOM, centre, centre, centre > 0, SIDE)
        parts.append(network.features(view / 127.5 - 1, weights))
    return torch.cat(parts)


def main():
    parser = argparse.ArgumentParser(description="Prints how well weights recognise photos they were not trained on.")
    parser.add_argument("pack", type=Path, help="folder that pack.py wrote")
    parser.add_argument("weights", type=Path, help="npz of folded weights")
    parser.add_argument("--leave", default="", help="comma-separated sources that the weights were not trained on")
    parser.add_argument("--every", type=int, default=1, help="read every n-th picture only (default: 1)")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    weights = network.to_torch(network.read([options.weights]), device)
    left_out = frozenset(filter(None, options.leave.split(",")))
    print(json.dumps(judge(weights, Dataset(options.pack, device, options.every), left_out)))


if __name__ == "__main__":
    main()
