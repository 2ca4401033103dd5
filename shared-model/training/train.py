"""Trains the weights of Pomona on packed photos of many styles.

    python train.py PACK --start v1.npz imagenet.npz --imagenet imagenet.npz --out out.npz

The network learns the kinds of all sources at once, the labels of the two sources that have fine ones, to keep what
ImageNet's network knows, and to bring views of one kind together. What is written is the moving average of its
weights. README.md says what came of it and where the photos are from.
"""

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import network
from dataset import Dataset, Sampling
from judge import judge
from views import Views

RATE = 1.2e-3
"""Of the network, whose kernels are scaled to unit size."""
HEAD_RATE = 2e-3
LOWEST_RATE, LOWEST_HEAD_RATE = 1e-6, 1e-5
WARM_UP_STEPS = 150
WEIGHT_DECAY = 1e-4
BETAS = (0.9, 0.99)
LARGEST_GRADIENT = 2.0

DROPOUT = 0.3
LABEL_SMOOTHING = 0.1
LARGEST_AVERAGE = 0.998

TEACHER_BATCHES = 4
LARGEST_TEACHER_FEATURE = 6.0
"""In standard deviations."""
NEGATIVES_FACTOR = 3
"""Out-of-distribution photos have no labels to learn: what ImageNet's network knows of them counts three times."""

TEMPERATURE = 0.15
SAME_SOURCE_FACTOR = 0.4
"""Pairs of one source teach less than pairs of two, whose light and ground differ."""
DEVIATION_FLOOR = 0.05

STEPS_BETWEEN_REPORTS = 200
LOSS_SCALE = 1024.0


class UnitWeights:
    """The network's weights as parameters of unit size times a constant scale, so that one learning rate fits all.

    With batch normalisation folded in, kernels differ in size by orders of magnitude. A kernel's scale is the root mean
    square of each of its filters, a bias's that of the whole bias, as they are at the start.
    """

    def __init__(self, start):
        self.scale = {name: self._size(tensor) for name, tensor in start.items()}
        self.parameters = {name: (tensor / self.scale[name]).requires_grad_() for name, tensor in start.items()}

    @staticmethod
    def _size(tensor):
        if tensor.dim() == 4:
            return tensor.pow(2).mean((1, 2, 3), keepdim=True).sqrt() + 1e-6 * tensor.abs().max()
        return tensor.pow(2).mean().sqrt().expand_as(tensor) + 1e-6

    def weights(self, parameters=None):
        parameters = parameters or self.parameters
        return {name: parameters[name] * scale for name, scale in self.scale.items()}


class Heads:
    """Softmaxes on the features, dropped after training: one of kinds, and one for each source of fine labels."""

    def __init__(self, dataset, device):
        self.shop = self._dense(dataset.shop_labels, device)
        self.studio = self._dense(dataset.studio_labels, device)
        self.kind = self._dense(len(dataset.kinds) + 1, device)
        self.bias = [torch.zeros(len(kernel), device=device, requires_grad=True) for kernel in self._kernels()]
        self.adapter = torch.eye(network.FEATURES, device=device).requires_grad_()
        """From standardised features to the teacher's."""

    @staticmethod
    def _dense(labels, device):
        return (torch.randn(labels, network.FEATURES, device=device) * 0.01).requires_grad_()

    def _kernels(self):
        return self.shop, self.studio, self.kind

    def parameters(self):
        return [*self._kernels(), *self.bias, self.adapter]

    def scores(self, features):
        """float32[n, labels] of Grocery Store, of Fruits-360, of kinds."""
        features = F.dropout(features, DROPOUT)
        return [features @ kernel.T + bias for kernel, bias in zip(self._kernels(), self.bias)]


class Teacher:
    """ImageNet's network, not trained, and the mean and deviation of its features on training views."""

    def __init__(self, weights, views, batch):
        self.weights = weights
        with torch.no_grad():
            batches = (views.batch(batch).pixels for _ in range(TEACHER_BATCHES))
            features = torch.cat([network.features(pixels, weights) for pixels in batches])
        self.mean, self.deviation = features.mean(0), features.std(0) + DEVIATION_FLOOR

    @torch.no_grad()
    def features(self, pixels):
        features = self.standardised(network.features(pixels, self.weights))
        return features.clamp(-LARGEST_TEACHER_FEATURE, LARGEST_TEACHER_FEATURE)

    def standardised(self, features):
        return (features - self.mean) / self.deviation


def smoothed_cross_entropy(scores, label):
    """Mean over the batch, label smoothing 0.1 (Szegedy et al., CVPR 2016); views without a label (NONE) count zero."""
    loss = F.cross_entropy(scores, label.clamp(min=0), label_smoothing=LABEL_SMOOTHING, reduction="none")
    return (loss * (label >= 0)).mean()


def forgetting(features, teacher_features, adapter, teacher, is_negative):
    """Squared distance to the teacher's features through a linear adapter, which starts as the identity.

    Learning without forgetting (Li and Hoiem, ECCV 2016) keeps the old network's answers on new photos; features
    in place of class scores, and the adapter, are FitNets' (Romero et al., ICLR 2015).
    """
    distance = (teacher.standardised(features) @ adapter - teacher_features).pow(2).mean(1)
    return (distance * (1 + (NEGATIVES_FACTOR - 1) * is_negative)).mean()


def contrast(features, kind, source, no_fruit):
    """Supervised contrastive loss (Khosla et al., NeurIPS 2020) on features standardised by batch, as Pomona does.

    Out-of-distribution views are no one's positives, but everyone's negatives.
    """
    z = (features - features.mean(0).detach()) / (features.std(0).detach() + DEVIATION_FLOOR)
    z = F.normalize(z, dim=1)
    similarity = z @ z.T / TEMPERATURE
    itself = torch.eye(len(kind), device=kind.device, dtype=torch.bool)
    positive = (kind[:, None] == kind[None]) & ~itself & (kind != no_fruit)[:, None]
    pair = positive.float() * torch.where(source[:, None] == source[None], SAME_SOURCE_FACTOR, 1.0)
    others = similarity.masked_fill(itself, -1e4)
    log_probability = similarity - torch.logsumexp(others, 1, keepdim=True)
    pairs = pair.sum(1)
    has_pair = pairs > 0
    return -(pair * log_probability).sum(1)[has_pair].div(pairs[has_pair]).mean()


class Trainer:
    """One gradient step at a time; its whole state goes into a checkpoint and comes back from it."""

    def __init__(self, options, dataset, views, device):
        self.options, self.dataset, self.views = options, dataset, views
        self.unit = UnitWeights(network.to_torch(network.read(options.start), device))
        self.imagenet = network.to_torch(network.read([options.imagenet]), device)
        self.heads = Heads(dataset, device)
        on_gpu = device == "cuda"
        self.optimizer = torch.optim.AdamW(  # Loshchilov and Hutter, ICLR 2019
            [
                {"params": list(self.unit.parameters.values()), "lr": options.rate},
                {"params": self.heads.parameters(), "lr": HEAD_RATE},
            ],
            betas=BETAS,
            weight_decay=WEIGHT_DECAY,
            fused=on_gpu,
        )
        # The scale stays: where float16 overflows the step is left out.
        self.scaler = torch.amp.GradScaler("cuda", enabled=on_gpu, init_scale=LOSS_SCALE, growth_interval=10**9)
        self.average = {name: value.detach().clone() for name, value in self.unit.parameters.items()}
        self.teacher = Teacher(self.imagenet, views, options.batch)
        self.steps = 0
        self.seconds = 0.0

    def progress(self):
        """Share of the training that is done."""
        return self.seconds / self.options.seconds if self.options.seconds else self.steps / self.options.steps

    def step(self):
        """Descends once. Returns float32[5]: loss; shares of right kinds of shop, pasted, negative, natural views."""
        schedule = min(1.0, (self.steps + 1) / WARM_UP_STEPS) * 0.5 * (1 + math.cos(math.pi * self.progress()))
        of_network, of_heads = self.optimizer.param_groups
        of_network["lr"] = self.options.rate * schedule + LOWEST_RATE
        of_heads["lr"] = HEAD_RATE * schedule + LOWEST_HEAD_RATE

        with torch.no_grad():
            batch = self.views.batch(self.options.batch)
        loss, kind_scores = self.loss(batch)
        self.scaler.scale(loss).backward()
        self.scaler.unscale_(self.optimizer)
        torch.nn.utils.clip_grad_norm_(list(self.unit.parameters.values()), LARGEST_GRADIENT)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        self.optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            self._update_average()
            self.steps += 1
            return torch.stack([loss.detach(), *self._right(batch, kind_scores)])

    def loss(self, batch):
        """(float32[], scores of kinds)"""
        features = network.features(batch.pixels, self.unit.weights())
        shop, studio, kind = self.heads.scores(features)
        loss = smoothed_cross_entropy(kind, batch.kind)
        loss = loss + smoothed_cross_entropy(shop, batch.shop_label)
        loss = loss + smoothed_cross_entropy(studio, batch.studio_label)
        no_fruit = self.dataset.no_fruit
        if self.options.forget:
            kept = self.teacher.features(batch.pixels)
            is_negative = batch.kind == no_fruit
            loss = loss + self.options.forget * forgetting(
                features, kept, self.heads.adapter, self.teacher, is_negative
            )
        if self.options.metric:
            loss = loss + self.options.metric * contrast(features, batch.kind, batch.source, no_fruit)
        return loss, kind

    def _update_average(self):
        """Exponential moving average of the weights (Polyak and Juditsky 1992), shorter at the start."""
        kept = min(LARGEST_AVERAGE, (1 + self.steps) / (20 + self.steps))
        torch._foreach_lerp_(list(self.average.values()), list(self.unit.parameters.values()), 1 - kept)

    def _right(self, batch, kind_scores):
        right = (kind_scores.argmax(1) == batch.kind).float()
        is_shop, is_pasted = batch.shop_label >= 0, batch.source == self.dataset.pasted
        is_studio = batch.studio_label >= 0
        is_negative = (batch.kind == self.dataset.no_fruit) & ~is_shop
        is_natural = ~(is_shop | is_pasted | is_studio | is_negative)
        return [
            right[group].mean() if group.any() else right.sum() * 0
            for group in (is_shop, is_pasted, is_negative, is_natural)
        ]

    def averaged_weights(self):
        return self.unit.weights(self.average)

    def save(self, path):
        state = {
            "steps": self.steps,
            "seconds": self.seconds,
            "parameters": self.unit.parameters,
            "heads": self.heads.parameters(),
            "average": self.average,
            "teacher": (self.teacher.mean, self.teacher.deviation),
            "optimizer": self.optimizer.state_dict(),
            "scaler": self.scaler.state_dict(),
            "chance": (torch.get_rng_state(), torch.cuda.get_rng_state_all(), self.views.random.get_state()),
        }
        unfinished = path.with_name(path.name + ".part")
        torch.save(state, unfinished)
        unfinished.replace(path)

    def resume(self, path):
        """Goes on where `path` was saved: the options must be the same, which is not checked."""
        state = torch.load(path, map_location="cpu", weights_only=False)
        self.steps, self.seconds = state["steps"], state["seconds"]
        with torch.no_grad():
            for name, value in state["parameters"].items():
                self.unit.parameters[name].copy_(value)
                self.average[name].copy_(state["average"][name])
            for parameter, value in zip(self.heads.parameters(), state["heads"]):
                parameter.copy_(value)
            self.teacher.mean.copy_(state["teacher"][0])
            self.teacher.deviation.copy_(state["teacher"][1])
        self.optimizer.load_state_dict(state["optimizer"])
        self.scaler.load_state_dict(state["scaler"])
        torch_state, cuda_states, numpy_state = state["chance"]
        torch.set_rng_state(torch_state)
        torch.cuda.set_rng_state_all(cuda_states)
        self.views.random.set_state(numpy_state)


def train(trainer, checkpoint, steps_between_checkpoints):
    """Trains to the end, reporting the means of the last 200 steps."""
    begun = time.monotonic() - trainer.seconds
    recent = []
    while trainer.progress() < 1:
        recent.append(trainer.step())
        trainer.seconds = time.monotonic() - begun
        if trainer.steps % STEPS_BETWEEN_REPORTS == 0:
            loss, *right = torch.stack(recent).mean(0).tolist()
            shares = " ".join(f"{name} {x:.3f}" for name, x in zip(("shop", "pasted", "negative", "natural"), right))
            print(f"step {trainer.steps}, {trainer.seconds:.0f} s: loss {loss:.3f}, right: {shares}", flush=True)
            recent.clear()
        if trainer.steps % steps_between_checkpoints == 0:
            trainer.save(checkpoint)


def main():
    options = arguments().parse_args()
    torch.manual_seed(options.seed)
    torch.backends.cudnn.benchmark = True
    device = "cuda" if torch.cuda.is_available() else "cpu"
    left_out = frozenset(filter(None, options.leave.split(",")))

    dataset = Dataset(options.pack, device, options.every)
    sampling = Sampling(dataset, left_out)
    print(f"{len(dataset.kinds)} kinds; trained on: {sampling}", flush=True)
    trainer = Trainer(options, dataset, Views(dataset, sampling, options.side, options.seed), device)
    if options.resume:
        trainer.resume(options.resume)
        print(f"resumed after step {trainer.steps}", flush=True)
    train(trainer, options.out.with_suffix(".checkpoint"), options.checkpoint_every)

    weights = trainer.averaged_weights()
    np.savez(options.out, **network.to_keras(weights))
    print(f"{trainer.steps} steps", flush=True)
    print("moving average:", json.dumps(judge(weights, dataset, left_out)), flush=True)
    share = options.imagenet_share
    mixed = {name: (1 - share) * weights[name] + share * trainer.imagenet[name] for name in weights}
    print(f"with {share:g} ImageNet:", json.dumps(judge(mixed, dataset, left_out)), flush=True)


def arguments():
    parser = argparse.ArgumentParser(
        description="Trains the weights of Pomona on packed photos.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("pack", type=Path, help="folder that pack.py wrote")
    parser.add_argument("--start", type=Path, nargs="+", required=True, help="weights to start from; or their mean")
    parser.add_argument("--imagenet", type=Path, required=True, help="what imagenet.py wrote")
    parser.add_argument("--out", type=Path, required=True, help="npz to write; the checkpoint lies beside it")
    parser.add_argument("--steps", type=int, default=4667, help="batches to train on")
    parser.add_argument("--seconds", type=float, help="train for so long instead, whatever the steps")
    parser.add_argument("--side", type=int, default=192, help="side of a view in pixels, a multiple of 8")
    parser.add_argument("--batch", type=int, default=320, help="views in a batch")
    parser.add_argument("--rate", type=float, default=RATE, help="learning rate of the network")
    parser.add_argument("--forget", type=float, default=0.4, help="weight of learning without forgetting")
    parser.add_argument("--metric", type=float, default=0.2, help="weight of the supervised contrastive loss")
    parser.add_argument("--imagenet-share", type=float, default=0.3, help="of ImageNet's weights, judged at the end")
    parser.add_argument("--leave", default="", help="comma-separated sources to leave out and to judge on")
    parser.add_argument("--every", type=int, default=1, help="read every n-th picture only, for a trial")
    parser.add_argument("--seed", type=int, default=0, help="of all chance")
    parser.add_argument("--checkpoint-every", type=int, default=500, help="steps between checkpoints")
    parser.add_argument("--resume", type=Path, help="checkpoint to go on from, with the same options")
    return parser


if __name__ == "__main__":
    main()
