"""MobileNetV2 (Sandler et al., CVPR 2018) in PyTorch, with batch normalisation folded into the convolutions.

Weights are 52 kernels and 52 biases named as in Keras. On disk (npz) a kernel has Keras' layout: height, width, in,
out (depthwise: height, width, channel, 1); in PyTorch it is out, in, height, width. test_network.py holds the network
against Keras'.
"""

import numpy as np
import torch
import torch.nn.functional as F

FEATURES = 1280
BLOCK_STRIDES = (2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1)
"""Strides of block_1 to block_16; the block before them is called expanded_conv."""


def read(paths):
    """{name: float32 array in Keras' layout}: the mean of the weights in the files."""
    files = [dict(np.load(path)) for path in paths]
    return {name: np.mean([arrays[name].astype("f4") for arrays in files], 0) for name in files[0]}


def to_torch(arrays, device):
    return {name: _to_torch_layout(name, torch.from_numpy(array)).to(device) for name, array in arrays.items()}


def to_keras(weights):
    return {name: _to_keras_layout(name, tensor).cpu().numpy() for name, tensor in weights.items()}


def _to_torch_layout(name, tensor):
    if name.endswith("bias"):
        return tensor
    return tensor.permute((2, 3, 0, 1) if "depthwise" in name else (3, 2, 0, 1)).contiguous()


def _to_keras_layout(name, tensor):
    if name.endswith("bias"):
        return tensor
    return tensor.permute((2, 3, 0, 1) if "depthwise" in name else (2, 3, 1, 0)).contiguous()


def precision(device):
    """float16 on a GPU, float32 on a CPU."""
    return torch.float16 if torch.device(device).type == "cuda" else torch.float32


def prepared(tensor):
    """The same numbers in the precision and memory order that the device is fastest with."""
    tensor = tensor.to(precision(tensor.device))
    return tensor.contiguous(memory_format=torch.channels_last) if tensor.dim() == 4 else tensor


def features(pixels, weights):
    """float32[n, 1280], none negative, of pixels float[n, 3, side, side] in [-1, 1]."""
    weights = {name: prepared(tensor) for name, tensor in weights.items()}

    def convolution(x, layer, stride=1):
        kernel, bias = weights[layer + "__kernel"], weights[layer + "__bias"]
        if kernel.shape[-1] == 1:
            return F.conv2d(x, kernel, bias)
        x, padding = _padded_as_tensorflow(x, stride)
        groups = kernel.shape[0] if "depthwise" in layer else 1
        return F.conv2d(x, kernel, bias, stride, padding, groups=groups)

    x = F.relu6(convolution(prepared(pixels), "Conv1", 2))
    x = F.relu6(convolution(x, "expanded_conv_depthwise"))
    x = convolution(x, "expanded_conv_project")
    for number, stride in enumerate(BLOCK_STRIDES, start=1):
        block = f"block_{number}"
        y = F.relu6(convolution(x, f"{block}_expand"))
        y = F.relu6(convolution(y, f"{block}_depthwise", stride))
        y = convolution(y, f"{block}_project")
        x = x + y if stride == 1 and x.shape[1] == y.shape[1] else y
    return F.relu6(convolution(x, "Conv_1")).float().mean((2, 3))


def _padded_as_tensorflow(x, stride):
    """(x, padding left to do) of a 3 x 3 kernel: TensorFlow's SAME puts the odd pixel below and right."""
    if stride == 1:
        return x, 1
    height, width = x.shape[2:]

    def missing(size):
        return max((-(-size // stride) - 1) * stride + 3 - size, 0)

    rows, columns = missing(height), missing(width)
    return F.pad(x, (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2)), 0
