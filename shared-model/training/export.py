"""Writes a backbone: a folder with a frozen TensorFlow SavedModel and backbone.json, as docs/backbones.md describes it.

    python export.py ours v3.npz FOLDER --version 3
    python export.py application ResNet50 FOLDER --weights resnet50.h5
    python export.py model my-network.keras FOLDER --preprocessing caffe --layer avg_pool
    python export.py weights FOLDER v3.npz

`ours` takes the folded arrays of train.py, and writes the bfloat16 variant too; `application` any network of
keras.applications; `model` a .keras or .h5 of your own; `weights` reads the arrays back from a folder that `ours` wrote.
Batch normalisation is folded into the layer before it where there is one, and frozen elsewhere. The features of what is
written are compared with those of what was read.

Needs Python 3.11 with `pip install tensorflow-cpu==2.21.0 keras==3.15.1 numpy==2.4.6`.
"""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import meta_graph_pb2, saved_model_pb2
from tensorflow.python.framework import meta_graph
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

INPUT, OUTPUT = "input", "features"
FLOAT32, BFLOAT16 = "serving_default", "bfloat16"
"""Names of the signatures by precision; shared-model looks for these."""

EXPANSION = 6
STAGES = ((24, 1, 1), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1))
"""Channels, bottlenecks and stride of the stages after block_1 (Sandler et al., CVPR 2018, table 2)."""

THRESHOLDS = {"unknownBelow": 0.609, "familiarFrom": 0.609, "recognisedFrom": 0.8, "kindRecognisedFrom": 0.987}
"""Of an index without evaluation set; measured with the bundled network (docs/decisions/0020)."""

LARGEST_DIFFERENCE = 1e-3
"""Between the features before and after, relative to the largest feature."""


# -- our MobileNetV2 --------------------------------------------------------------------------------------------------


def nearest(x):
    """The nearest bfloat16, of two the even one (IEEE 754), as float32."""
    bits = np.ascontiguousarray(x, "f4").view("u4")
    return ((bits + 0x7FFF + (bits >> 16 & 1)) & np.uint32(0xFFFF0000)).astype("u4").view("f4")


def keeping_sums(kernel):
    """Rounds the windows of a depthwise kernel [height, width, channels, 1] so that each keeps the sum of its weights.

    What rounding takes from one weight is given to the next, from the largest weight to the smallest. Neighbouring pixels
    are much alike, so a sum that is off shifts its whole channel. With the nearest numbers instead, 1 minus the cosine
    between the features and the exact ones is more than twice as large.
    """
    weights = kernel.reshape(-1, kernel.shape[2])
    order = np.argsort(-np.abs(weights), axis=0, kind="stable")
    columns = np.arange(weights.shape[1])
    rounded = np.zeros_like(weights)
    carried = np.zeros(weights.shape[1], "f4")
    for row in order:
        wanted = weights[row, columns] + carried
        rounded[row, columns] = nearest(wanted)
        carried = wanted - rounded[row, columns]
    return rounded.reshape(kernel.shape)


class Layers:
    """Layers of one precision: a convolution, a bias and at most a ReLU6, which TensorFlow runs as one fused kernel.

    Both precisions share the constants in float32. Those of bfloat16 are casts of them, which TensorFlow rounds to the nearest and
    calculates once; only depthwise kernels, which are rounded otherwise, are stored again.
    """

    def __init__(self, arrays, constants, dtype):
        self.arrays, self.constants, self.dtype = arrays, constants, dtype

    def cast(self, x):
        return x if x.dtype == self.dtype else tf.raw_ops.Cast(x=x, DstT=self.dtype)

    def convolution(self, x, layer, stride=1):
        kernel = self._constant(layer, "kernel")
        x = tf.raw_ops.Conv2D(input=x, filter=kernel, strides=[1, stride, stride, 1], padding="SAME", name=self._name(layer))
        return self._biased(x, layer)

    def depthwise(self, x, layer, stride=1):
        if self.dtype == tf.float32:
            kernel = self._constant(layer, "kernel")
        else:
            rounded = keeping_sums(self.arrays[layer + "__kernel"])
            kernel = tf.constant(rounded, self.dtype, name=f"{layer}.kernel.bfloat16")
        x = tf.raw_ops.DepthwiseConv2dNative(
            input=x, filter=kernel, strides=[1, stride, stride, 1], padding="SAME", name=self._name(layer)
        )
        return self._biased(x, layer)

    def relu6(self, x):
        return tf.raw_ops.Relu6(features=x)

    def sum(self, x, y):
        return tf.raw_ops.Add(x=x, y=y)

    def _biased(self, x, layer):
        return tf.raw_ops.BiasAdd(value=x, bias=self._constant(layer, "bias"))

    def _constant(self, layer, kind):
        name = f"{layer}.{kind}"
        if name not in self.constants:
            self.constants[name] = tf.constant(self.arrays[f"{layer}__{kind}"], tf.float32, name=name)
        return self.cast(self.constants[name])

    def _name(self, layer):
        return layer if self.dtype == tf.float32 else f"{layer}.bfloat16"


def bottleneck(layers, x, block, inputs, outputs, stride):
    """An inverted residual: expand, filter each channel, project; added to its input where the shapes are equal."""
    name = f"block_{block}"
    y = layers.relu6(layers.convolution(x, name + "_expand"))
    y = layers.relu6(layers.depthwise(y, name + "_depthwise", stride))
    y = layers.convolution(y, name + "_project")
    return layers.sum(x, y) if stride == 1 and inputs == outputs else y


def ours_from(picture, exact, layers, output):
    """The layers down to 56 x 56 pixels are always exact: what they lose is lost for all others."""
    x = exact.relu6(exact.convolution(picture, "Conv1", 2))
    x = exact.relu6(exact.depthwise(x, "expanded_conv_depthwise"))
    x = exact.convolution(x, "expanded_conv_project")
    x = layers.cast(bottleneck(exact, x, 1, 16, 24, 2))
    channels, block = 24, 2
    for outputs, blocks, stride in STAGES:
        for i in range(blocks):
            x = bottleneck(layers, x, block, channels, outputs, stride if i == 0 else 1)
            channels, block = outputs, block + 1
    x = exact.cast(layers.relu6(layers.convolution(x, "Conv_1")))
    return tf.raw_ops.Mean(input=x, axis=tf.constant([1, 2]), name=output)


def ours(arrays, side):
    """(graph, {signature: (input, output)}) of our MobileNetV2 in both precisions."""
    with tf.Graph().as_default() as graph:
        constants = {}
        exact = Layers(arrays, constants, tf.float32)
        picture = tf.raw_ops.Placeholder(dtype=tf.float32, shape=[None, side, side, 3], name=INPUT)
        features = ours_from(picture, exact, exact, OUTPUT)
        fast = ours_from(picture, exact, Layers(arrays, constants, tf.bfloat16), f"{OUTPUT}.bfloat16")
    if len(constants) != len(arrays):
        raise SystemExit(f"a MobileNetV2 has {len(constants)} arrays, not {len(arrays)}")
    return graph.as_graph_def(), {FLOAT32: (picture, features), BFLOAT16: (picture, fast)}


def weights_of(folder):
    """{name: float32 array} of a backbone that `ours` wrote, as train.py writes them."""
    saved = saved_model_pb2.SavedModel.FromString((Path(folder) / "saved_model.pb").read_bytes())
    arrays = {}
    for node in saved.meta_graphs[0].graph_def.node:
        layer, _, kind = node.name.rpartition(".")
        if node.op == "Const" and kind in ("kernel", "bias"):
            arrays[f"{layer}__{kind}"] = tf.make_ndarray(node.attr["value"].tensor)
    return arrays


# -- any Keras network ------------------------------------------------------------------------------------------------


def features_of(model, layer):
    """The model up to a layer, averaged over the pixels where that one still has any."""
    output = model.get_layer(layer).output if layer else model.output
    if not hasattr(output, "shape"):
        raise SystemExit("the model has several outputs: name one layer by --layer")
    if len(output.shape) == 4:
        output = keras.layers.GlobalAveragePooling2D(name="pomona_features")(output)
    if len(output.shape) != 2:
        raise SystemExit(f"features are one row of numbers a picture, not {output.shape}: name another layer by --layer")
    return keras.Model(model.inputs, output)


class Folded(keras.layers.Layer):
    """Stands where a batch normalisation was."""

    def call(self, x, mask=None, training=None):
        return x


def folded(model):
    """The same model without the batch normalisations that follow a convolution or a dense layer alone."""
    foldable = {}
    for norm in model.layers:
        if isinstance(norm, keras.layers.BatchNormalization):
            before = norm.input._keras_history.operation
            if (
                isinstance(before, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D, keras.layers.Dense))
                and not isinstance(before, (keras.layers.SeparableConv2D, keras.layers.Conv2DTranspose))
                and before.activation is keras.activations.linear
                and len(before._outbound_nodes) == 1
            ):
                foldable[before.name] = norm

    norms = {norm.name for norm in foldable.values()}

    def clone(layer):
        if layer.name in norms:
            return Folded(name=layer.name)
        if isinstance(layer, keras.Model):
            return folded(layer)
        settings = layer.get_config()
        if layer.name in foldable:
            settings["use_bias"] = True
        return layer.__class__.from_config(settings)

    clone_of = keras.models.clone_model(model, clone_function=clone)
    for layer, copy in zip(model.layers, clone_of.layers):
        if layer.name in foldable:
            copy.set_weights(with_norm(layer, foldable[layer.name]))
        elif layer.name not in norms and not isinstance(layer, keras.Model):
            copy.set_weights(layer.get_weights())
    return clone_of


def with_norm(layer, norm):
    """Kernel and bias with the batch normalisation in them (Ioffe and Szegedy 2015, section 3.1)."""
    kernel, *bias = (weight.astype("f8") for weight in layer.get_weights())
    values = [weight.astype("f8") for weight in norm.get_weights()]
    gamma = values.pop(0) if norm.scale else 1.0
    beta = values.pop(0) if norm.center else 0.0
    mean, variance = values
    scale = gamma / np.sqrt(variance + norm.epsilon)
    # Output channels come last in every kernel but those of depthwise convolutions: height, width, channel, multiplier.
    depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
    kernel = kernel * (scale.reshape(kernel.shape[2:]) if depthwise else scale)
    return [kernel.astype("f4"), (beta + ((bias[0] if bias else 0.0) - mean) * scale).astype("f4")]


def frozen(model, side):
    """(graph, {signature: (input, output)}) of a Keras model."""
    specification = tf.TensorSpec([None, side, side, 3], tf.float32, name=INPUT)
    function = tf.function(lambda pictures: model(pictures, training=False), input_signature=[specification])
    constant = convert_variables_to_constants_v2(function.get_concrete_function())
    return constant.graph.as_graph_def(), {FLOAT32: (constant.inputs[0], constant.outputs[0])}


def probed(preprocess):
    """(channel order, scale, offset) of a function of keras.applications that prepares pictures, found by what it does."""

    def prepared(*rgb):
        return np.asarray(preprocess(np.full((1, 1, 1, 3), rgb, "f4")), "f8")[0, 0, 0]

    offset = prepared(0, 0, 0)
    change = np.stack([prepared(*row) - offset for row in np.eye(3) * 255]) / 255  # [red green blue][channel]
    order = "RGB" if change[0, 0] else "BGR"
    scale = (change if order == "RGB" else change[::-1]).diagonal()
    expected = np.array([10.0, 100.0, 200.0])[:: 1 if order == "RGB" else -1] * scale + offset
    if not np.allclose(prepared(10, 100, 200), expected, atol=1e-4):
        raise SystemExit("the network's preprocessing is no scale and offset of each channel")
    return order, scale, offset


def preprocessing(mode):
    if mode == "none":
        return "RGB", np.ones(3), np.zeros(3)
    return probed(lambda x: keras.applications.imagenet_utils.preprocess_input(x, mode=mode))


# -- what is written --------------------------------------------------------------------------------------------------


def saved_model(graph_def, signatures):
    """The SavedModel of a graph without variables."""
    meta = meta_graph_pb2.MetaGraphDef()
    meta.meta_info_def.tags.append("serve")
    meta.graph_def.CopyFrom(graph_def)
    for signature, (inputs, outputs) in signatures.items():
        definition = meta.signature_def[signature]
        definition.method_name = "tensorflow/serving/predict"
        definition.inputs[INPUT].CopyFrom(tensor_info(inputs))
        definition.outputs[OUTPUT].CopyFrom(tensor_info(outputs))
    meta_graph.strip_graph_default_valued_attrs(meta)  # those of a newer TensorFlow than the one that runs it
    for node in meta.graph_def.node:
        node.ClearField("experimental_debug_info")
    return saved_model_pb2.SavedModel(saved_model_schema_version=1, meta_graphs=[meta])


def tensor_info(tensor):
    return meta_graph_pb2.TensorInfo(name=tensor.name, dtype=tensor.dtype.as_datatype_enum, tensor_shape=tensor.shape.as_proto())


def write(folder, graph_def, signatures, descriptor):
    folder.mkdir(parents=True, exist_ok=True)
    content = saved_model(graph_def, signatures).SerializeToString(deterministic=True)
    (folder / "saved_model.pb").write_bytes(content)
    descriptor["precisions"] = ["FLOAT32"] + (["BFLOAT16"] if BFLOAT16 in signatures else [])
    descriptor["thresholds"] = THRESHOLDS
    descriptor["files"] = {"saved_model.pb": hashlib.sha256(content).hexdigest()}
    (folder / "backbone.json").write_text(json.dumps(descriptor, indent=2) + "\n")
    print(f"{folder}: {descriptor['name']} {descriptor['version']}, {descriptor['inputSide']} x {descriptor['inputSide']} pixels, "
          f"{descriptor['dimension']} features, {len(content) / 1e6:.1f} MB")


def described(options, name, side, order, scale, offset, dimension):
    return {
        "name": options.name or name,
        "version": options.version,
        "inputSide": side,
        "channelOrder": order,
        "scale": [float(f"{number:.7g}") for number in scale],
        "offset": [float(f"{number:.7g}") for number in offset],
        "dimension": int(dimension),
    }


def run(folder, pictures, signature=FLOAT32):
    """Features of prepared pictures by what was written."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        meta = tf.compat.v1.saved_model.load(session, ["serve"], str(folder))
        definition = meta.signature_def[signature]
        return session.run(definition.outputs[OUTPUT].name, {definition.inputs[INPUT].name: pictures})


def pictures_for(side, scale, offset):
    """Smooth noise, prepared for the network: pictures of one colour each would not tell much."""
    random = np.random.default_rng(0).uniform(0, 255, (4, 8, 8, 3)).astype("f4")
    return tf.image.resize(random, (side, side), method="bicubic").numpy().clip(0, 255) * np.float32(scale) + np.float32(offset)


def require_alike(expected, actual):
    difference = np.abs(expected - actual).max() / np.abs(expected).max()
    print(f"largest difference to the network before: {difference:.1e} of the largest feature")
    if not difference < LARGEST_DIFFERENCE:
        raise SystemExit("the exported network gives other features")


def export_ours(options):
    with np.load(options.weights) as file:
        arrays = {name: file[name].astype("f4") for name in file.files}
    scale, offset = np.full(3, 1 / 127.5), np.full(3, -1.0)
    dimension = arrays["Conv_1__bias"].size
    side, name = options.side, f"pomona_mobilenet_v2_1.0_{options.side}"
    write(options.folder, *ours(arrays, side), described(options, name, side, "RGB", scale, offset, dimension))
    pictures = pictures_for(side, scale, offset)
    exact, fast = run(options.folder, pictures), run(options.folder, pictures, BFLOAT16)
    cosine = (exact * fast).sum(1) / np.linalg.norm(exact, axis=1) / np.linalg.norm(fast, axis=1)
    print(f"cosine of bfloat16 with float32: {cosine.min():.5f} at the least")


def export_keras(options, name, model, order, scale, offset):
    side = options.side or model.input_shape[1]
    if not side or model.input_shape[1:3] not in ((side, side), (None, None)) or model.input_shape[3] != 3:
        raise SystemExit(f"the network takes pictures of shape {model.input_shape[1:]}, not of {side} x {side} x 3: see --side")
    write(options.folder, *frozen(folded(model), side), described(options, name, side, order, scale, offset, model.output_shape[1]))
    pictures = pictures_for(side, scale, offset)
    require_alike(model.predict(pictures, verbose=0), run(options.folder, pictures))


def export_application(options):
    network = getattr(keras.applications, options.network)
    weights = None if options.weights == "random" else options.weights
    side = options.side or network(weights=None).input_shape[1]
    model = network(include_top=False, pooling="avg", weights=weights, input_shape=(side, side, 3))
    options.side = side
    module = sys.modules[network.__module__]
    export_keras(options, options.network.lower(), model, *probed(module.preprocess_input))


def export_model(options):
    model = features_of(keras.models.load_model(options.model, compile=False), options.layer)
    export_keras(options, options.model.stem, model, *preprocessing(options.preprocessing))


def export_weights(options):
    np.savez(options.out, **weights_of(options.folder))


def main():
    parser = argparse.ArgumentParser(description="Writes a backbone, or reads the weights of ours back.")
    commands = parser.add_subparsers(required=True)

    def command(name, function, *positional):
        added = commands.add_parser(name)
        added.set_defaults(function=function)
        for argument, kind, text in positional:
            added.add_argument(argument, type=kind, help=text)
        if name != "weights":
            added.add_argument("--name", help="name of the backbone (default: of the network)")
            added.add_argument("--version", default="1", help="its version (default: 1)")
        return added

    out = ("folder", Path, "folder to write")
    of_ours = command("ours", export_ours, ("weights", Path, "npz of 52 kernels and 52 biases"), out)
    of_ours.add_argument("--side", type=int, default=224, help="side of the input in pixels, a multiple of 32 (default: 224)")
    application = command("application", export_application, ("network", str, "name in keras.applications, such as ResNet50"), out)
    application.add_argument("--weights", default="imagenet", help="imagenet, random, or a file without the top (default: imagenet)")
    model = command("model", export_model, ("model", Path, ".keras or .h5"), out)
    model.add_argument("--layer", help="layer whose output the features are (default: the last one)")
    model.add_argument(
        "--preprocessing",
        choices=("tf", "torch", "caffe", "none"),
        required=True,
        help="how the network wants pixels, by Keras' names: -1 to 1 (tf), ImageNet's mean and deviation (torch), "
        "BGR minus ImageNet's mean (caffe), 0 to 255 (none)",
    )
    for keras_command in (application, model):
        keras_command.add_argument("--side", type=int, help="side of the input in pixels, if the network takes several")
    command("weights", export_weights, ("folder", Path, "backbone that `ours` wrote"), ("out", Path, "npz to write"))
    options = parser.parse_args()
    options.function(options)


if __name__ == "__main__":
    main()
