"""Fine-tunes MobileNetV2 on photos of fruit and writes the weights that shared-model ships.

Two data sets teach one network at once: Grocery Store (phone photos taken in shops) and Fruits-360 (studio
pictures on white). Each has its own softmax over its own labels, because the same fruit carries different labels
in the two. The softmaxes are thrown away at the end: Pomona uses the 1280 features below them.

What is written is the layout that shared-model reads: for each of the 52 convolutions `<Keras layer>__kernel`
(height, width, in, out; depthwise height, width, channel, 1) and `<Keras layer>__bias`, float32, with batch
normalisation folded in. README.md beside this file says what to install and where the data comes from.
"""

import argparse
import math
import os
import random
import time
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

SIDE = 224
SEED = 0

GROCERY_LABELS = 81
FRUITS_PICTURES_PER_LABEL = 40
GROCERY_SHARE = 0.6
BATCH = 48

SMALLEST_GROCERY_CROP = 0.35
SMALLEST_FRUITS_CROP = 0.5
SMALLEST_BACKGROUND_CROP = 0.05
CROP_ASPECT_RATIOS = (0.75, 1.33)
PASTE_SHARE = 0.6
SMALLEST_PASTED_SIDE = 90
STUDIO_WHITE = 238

DROPOUT = 0.3
LABEL_SMOOTHING = 0.1
BACKBONE_LEARNING_RATE = 1.5e-4
HEAD_LEARNING_RATE = 2e-3
WEIGHT_DECAY = 1e-4
WARM_UP_STEPS = 150

STEPS_BETWEEN_REPORTS = 50
STEPS_BETWEEN_VALIDATIONS = 300
FORBIDDEN = -1e9


# ---------------------------------------------------------------------------------------------- labelled photos


def grocery_photos(folder, part):
    """[(path, label 0..80)] as listed in train.txt or val.txt, whose lines are: path, fine label, coarse label."""
    photos = []
    for line in (folder / f"{part}.txt").read_text().splitlines():
        path, fine_label, _ = [field.strip() for field in line.split(",")]
        photos.append((str(folder / path), int(fine_label)))
    return photos


def fruits_photos(folder):
    """([(path, label)], number of labels): a random sample of each label folder, labels counted on from 81."""
    paths_by_name = defaultdict(list)
    for path in sorted(str(path) for path in folder.glob("*/*.jpg")):
        paths_by_name[Path(path).parent.name].append(path)
    label_of = {name: GROCERY_LABELS + position for position, name in enumerate(sorted(paths_by_name))}
    photos = []
    for name, paths in paths_by_name.items():
        sample = random.sample(paths, min(FRUITS_PICTURES_PER_LABEL, len(paths)))
        photos += [(path, label_of[name]) for path in sample]
    return photos, len(paths_by_name)


# ------------------------------------------------------------------------------------------------- augmentation


def decode(path):
    """float32[height, width, 3] in 0..255."""
    return tf.cast(tf.io.decode_jpeg(tf.io.read_file(path), channels=3), tf.float32)


def scale(pixels):
    """0..255 to the network's -1..1."""
    return pixels / 127.5 - 1


def resize(pixels, side=SIDE):
    return tf.image.resize(pixels, (side, side), antialias=True)


def random_crop(pixels, smallest_area):
    """A random rectangle of at least that share of the picture, resampled to the network's input size."""
    begin, size, _ = tf.image.sample_distorted_bounding_box(
        tf.shape(pixels),
        bounding_boxes=tf.zeros([1, 0, 4]),
        area_range=(smallest_area, 1.0),
        aspect_ratio_range=CROP_ASPECT_RATIOS,
        min_object_covered=0.0,
        use_image_if_no_bounding_boxes=True,
    )
    return resize(tf.slice(pixels, begin, size))


def jitter_colours(pixels):
    """What another lamp and another camera do; the hue moves little, because colour tells fruit apart."""
    pixels = tf.image.random_brightness(pixels, 40)
    pixels = tf.image.random_contrast(pixels, 0.7, 1.3)
    pixels = tf.image.random_saturation(pixels, 0.7, 1.3)
    pixels = tf.image.random_hue(pixels / 255.0, 0.02) * 255.0
    return tf.clip_by_value(pixels, 0, 255)


def grocery_example(path, label):
    pixels = random_crop(decode(path), SMALLEST_GROCERY_CROP)
    pixels = tf.image.random_flip_left_right(pixels)
    return scale(jitter_colours(pixels)), label


def fruits_example(backgrounds):
    """The augmentation of a studio picture: turned, and mostly pasted on a crop of one of the shop photos."""

    def example(path, label):
        fruit = tf.image.random_flip_left_right(decode(path))
        fruit = tf.image.random_flip_up_down(fruit)
        fruit = tf.image.rot90(fruit, tf.random.uniform([], 0, 4, tf.int32))
        pixels = tf.cond(
            tf.random.uniform([]) < PASTE_SHARE,
            lambda: paste(fruit, random_background(backgrounds)),
            lambda: random_crop(fruit, SMALLEST_FRUITS_CROP),
        )
        pixels.set_shape((SIDE, SIDE, 3))
        return scale(jitter_colours(pixels)), label

    return example


def random_background(paths):
    path = tf.gather(paths, tf.random.uniform([], 0, len(paths), tf.int32))
    return random_crop(decode(path), SMALLEST_BACKGROUND_CROP)


def paste(fruit, background):
    """Cuts the fruit out of its white surroundings and lays it on the background, at random size and place."""
    side = tf.random.uniform([], SMALLEST_PASTED_SIDE, SIDE, tf.int32)
    fruit = resize(fruit, side)
    opaque = tf.cast(tf.reduce_min(fruit, axis=-1, keepdims=True) < STUDIO_WHITE, tf.float32)
    opaque = tf.nn.avg_pool2d(opaque[None], ksize=3, strides=1, padding="SAME")[0]  # soft edges

    top = tf.random.uniform([], 0, SIDE - side + 1, tf.int32)
    left = tf.random.uniform([], 0, SIDE - side + 1, tf.int32)
    margins = [[top, SIDE - side - top], [left, SIDE - side - left], [0, 0]]
    fruit, opaque = tf.pad(fruit, margins), tf.pad(opaque, margins)
    fruit.set_shape((SIDE, SIDE, 3))
    opaque.set_shape((SIDE, SIDE, 1))
    return fruit * opaque + background * (1 - opaque)


def validation_example(path, label):
    """The centre view of the product, without chance."""
    pixels = decode(path)
    side = tf.minimum(tf.shape(pixels)[0], tf.shape(pixels)[1])
    return scale(resize(tf.image.resize_with_crop_or_pad(pixels, side, side))), label


def training_batches(grocery, fruits):
    """Endless shuffled batches: float32[48, 224, 224, 3] and int32[48] labels of both data sets mixed."""
    backgrounds = tf.constant([path for path, _ in grocery])
    mixed = tf.data.Dataset.sample_from_datasets(
        [
            endless(grocery).map(grocery_example, num_parallel_calls=2),
            endless(fruits).map(fruits_example(backgrounds), num_parallel_calls=2),
        ],
        weights=[GROCERY_SHARE, 1 - GROCERY_SHARE],
    )
    return mixed.batch(BATCH).prefetch(2)


def validation_batches(photos):
    return listed(photos).map(validation_example, num_parallel_calls=2).batch(BATCH)


def listed(photos):
    paths, labels = zip(*photos)
    return tf.data.Dataset.from_tensor_slices((list(paths), list(labels)))


def endless(photos):
    return listed(photos).shuffle(len(photos)).repeat()


# ------------------------------------------------------------------------------------------------------ network


def backbone(start_weights):
    """MobileNetV2 down to the 1280 pooled features, holding the weights to start from."""
    model = keras.applications.MobileNetV2(
        input_shape=(SIDE, SIDE, 3),
        alpha=1.0,
        include_top=False,
        weights=None if start_weights else "imagenet",
        pooling="avg",
    )
    if start_weights:
        load_unfolded(model, start_weights)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False  # statistics, scales and offsets stay those of ImageNet
    return model


def load_unfolded(model, file):
    """Fills the model from `<layer>__<weight>` arrays; Keras 2 calls a depthwise kernel `depthwise_kernel`."""
    with np.load(file) as arrays:
        for layer in model.layers:
            names = [f"{layer.name}__{weight.name}" for weight in layer.weights]
            layer.set_weights(
                [arrays[name if name in arrays else name.replace("__kernel", "__depthwise_kernel")] for name in names]
            )


def with_head(model, labels):
    """Adds one linear layer that scores the labels of both data sets."""
    dropped = keras.layers.Dropout(DROPOUT)(model.output)
    scores = keras.layers.Dense(labels, name="logits")(dropped)
    return keras.Model(model.input, scores)


# ----------------------------------------------------------------------------------------------------- training


class Trainer:
    """One gradient step at a time, with a smaller learning rate for the backbone than for the new head."""

    def __init__(self, network, steps):
        self.network = network
        self.steps = steps
        self.is_grocery_column = tf.range(network.output.shape[-1]) < GROCERY_LABELS
        self.head = network.get_layer("logits").trainable_variables
        in_head = {id(variable) for variable in self.head}
        self.backbone = [variable for variable in network.trainable_variables if id(variable) not in in_head]
        self.backbone_optimizer = keras.optimizers.AdamW(BACKBONE_LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        self.head_optimizer = keras.optimizers.AdamW(HEAD_LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        self.backbone_optimizer.build(self.backbone)
        self.head_optimizer.build(self.head)

    def step(self, number, pixels, labels):
        """Step `number`, counted from 1. Returns the batch's (loss, share of right labels)."""
        self.backbone_optimizer.learning_rate.assign(BACKBONE_LEARNING_RATE * self.schedule(number))
        self.head_optimizer.learning_rate.assign(HEAD_LEARNING_RATE * self.schedule(number))
        loss, accuracy = self.descend(pixels, labels)
        return float(loss), float(accuracy)

    def schedule(self, number):
        """Share of the full learning rate: up in a line, then down along half a cosine."""
        warm_up = min(1.0, number / WARM_UP_STEPS)
        return warm_up * 0.5 * (1 + math.cos(math.pi * min(1.0, number / self.steps)))

    @tf.function
    def descend(self, pixels, labels):
        with tf.GradientTape() as tape:
            loss, accuracy = self.loss(self.network(pixels, training=True), labels)
        gradients = tape.gradient(loss, self.backbone + self.head)
        self.backbone_optimizer.apply(gradients[: len(self.backbone)], self.backbone)
        self.head_optimizer.apply(gradients[len(self.backbone) :], self.head)
        return loss, accuracy

    def loss(self, scores, labels):
        """Smoothed cross-entropy among the labels of the data set that each picture is from."""
        is_grocery = labels < GROCERY_LABELS
        allowed = tf.equal(is_grocery[:, None], self.is_grocery_column)
        scores = tf.where(allowed, scores, FORBIDDEN)
        log_probabilities = tf.where(allowed, tf.nn.log_softmax(scores), 0.0)

        share = tf.cast(allowed, tf.float32)
        uniform = share / tf.reduce_sum(share, axis=-1, keepdims=True)
        wanted = tf.one_hot(labels, scores.shape[-1]) * (1 - LABEL_SMOOTHING) + uniform * LABEL_SMOOTHING
        loss = -tf.reduce_mean(tf.reduce_sum(wanted * log_probabilities, axis=-1))

        right = tf.equal(tf.argmax(scores, axis=-1, output_type=tf.int32), labels)
        return loss, tf.reduce_mean(tf.cast(right, tf.float32))


def accuracy(network, batches):
    """Share of Grocery Store photos whose best score is their label's."""
    right = asked = 0
    for pixels, labels in batches:
        scores = network(pixels, training=False).numpy()[:, :GROCERY_LABELS]
        right += int((scores.argmax(axis=1) == labels.numpy()).sum())
        asked += len(scores)
    return right / asked


# ------------------------------------------------------------------------------------------------------ folding


def folded(model):
    """{array name: float32 array}: every convolution with the batch normalisation that follows it folded in.

    gamma (conv(x) - mean) / sqrt(variance + epsilon) + beta is a convolution again: its kernel is scaled by
    gamma / sqrt(variance + epsilon), its bias is beta - mean * that scale. Computed in float64.
    """
    arrays = {}
    for layer in model.layers:
        if not isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)):
            continue
        kernel = layer.get_weights()[0].astype(np.float64)
        normalisation = model.get_layer(normalisation_after(layer.name))
        gamma, beta, mean, variance = [array.astype(np.float64) for array in normalisation.get_weights()]
        factor = gamma / np.sqrt(variance + normalisation.epsilon)
        is_depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
        arrays[layer.name + "__kernel"] = kernel * (factor[:, None] if is_depthwise else factor)
        arrays[layer.name + "__bias"] = beta - mean * factor
    return {name: array.astype(np.float32) for name, array in arrays.items()}


def normalisation_after(convolution):
    """Keras' name of the batch normalisation that follows a convolution."""
    return {"Conv1": "bn_Conv1", "Conv_1": "Conv_1_bn"}.get(convolution, convolution + "_BN")


# --------------------------------------------------------------------------------------------------------- main


def main():
    options = arguments().parse_args()
    keras.utils.set_random_seed(SEED)

    grocery = grocery_photos(options.grocery, "train")
    held_out = grocery_photos(options.grocery, "val")
    fruits, fruits_labels = fruits_photos(options.fruits)
    print(f"{len(grocery)} shop photos, {len(fruits)} studio pictures of {fruits_labels} labels")
    print(f"{len(held_out)} shop photos held out")

    model = backbone(options.start_weights)
    network = with_head(model, GROCERY_LABELS + fruits_labels)
    trainer = Trainer(network, options.steps)
    validation = validation_batches(held_out)

    started = time.time()
    recent = []
    for number, batch in enumerate(training_batches(grocery, fruits).take(options.steps), start=1):
        recent.append(trainer.step(number, *batch))
        if number % STEPS_BETWEEN_REPORTS == 0:
            loss, right = np.mean(recent, axis=0)
            print(f"step {number}, {time.time() - started:.0f} s: loss {loss:.3f}, right {right:.3f}", flush=True)
            recent.clear()
        if number % STEPS_BETWEEN_VALIDATIONS == 0 or number == options.steps:
            print(f"  held-out photos right: {accuracy(network, validation):.4f}", flush=True)
            np.savez(options.out, **folded(model))


def arguments():
    parser = argparse.ArgumentParser(description="Fine-tunes MobileNetV2 on Grocery Store and Fruits-360.")
    parser.add_argument(
        "--grocery", type=Path, required=True, help="Grocery Store folder with train.txt, val.txt, train/ and val/"
    )
    parser.add_argument("--fruits", type=Path, required=True, help="Fruits-360 Training folder: one folder a label")
    parser.add_argument(
        "--start-weights",
        type=Path,
        help="npz of an unfolded MobileNetV2, arrays named <Keras layer>__<weight>; "
        "without it Keras downloads its ImageNet weights",
    )
    parser.add_argument("--out", type=Path, required=True, help="npz to write: 52 kernels and 52 biases, folded")
    parser.add_argument("--steps", type=int, default=2600, help="batches of 48 to train on (default: 2600)")
    return parser


if __name__ == "__main__":
    main()
