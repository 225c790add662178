"""What the ONNX operators of images mean for a network."""

import numpy as np

from nnviz.core import AveragePool2D, MaxPool2D, NNVizError
from nnviz.formats.onnx_step import NodeStep

__all__ = ["convolve", "global_average", "mean_of_maps", "normalise", "pool"]


def normalise(step: NodeStep) -> None:
    """Read a normalisation with what training has measured."""
    gamma, beta, mean, variance = (step.numbers(at) for at in (1, 2, 3, 4))
    scale = gamma / np.sqrt(variance + step.setting("epsilon", 1e-5))
    shape = (-1, *(1,) * (len(step.steps.shape) - 1))
    step.steps.scale_shift(scale.reshape(shape), (beta - mean * scale).reshape(shape))


def _padding(step: NodeStep) -> str | tuple[int, ...]:
    kind = step.setting("auto_pad", "NOTSET")
    if kind == "SAME_UPPER":
        return "same"
    if kind not in ("NOTSET", "VALID"):
        raise NNVizError(f"auto_pad {kind} is not supported; SAME_UPPER is")
    # ONNX has (top, left, bottom, right), as we do.
    return tuple(step.setting("pads", (0, 0, 0, 0)))


def convolve(step: NodeStep) -> None:
    """Read a convolution."""
    if step.setting("group", 1) != 1:
        raise NNVizError(f"expected group 1; got {step.setting('group', 1)}")
    kernels = step.numbers(1)
    biases = step.numbers(2) if step.has(2) else np.zeros(len(kernels))
    step.steps.convolution(
        kernels,
        biases,
        stride=tuple(step.setting("strides", (1, 1))),
        padding=_padding(step),
        dilation=tuple(step.setting("dilations", (1, 1))),
    )


def pool(step: NodeStep, kind: type[MaxPool2D] | type[AveragePool2D]) -> None:
    """Read a pooling of a kind."""
    padding = _padding(step)
    if list(step.setting("dilations", (1, 1))) != [1, 1] or step.setting("storage_order", 0):
        raise NNVizError("expected a pooling without dilation, row by row")
    if kind is AveragePool2D and step.setting("count_include_pad", 0) and padding != (0, 0, 0, 0):
        raise NNVizError("expected a mean that leaves the padding out (count_include_pad 0)")
    size = tuple(step.setting("kernel_shape", ()))
    stride = tuple(step.setting("strides", (1, 1)))
    if step.setting("ceil_mode", 0) and len(step.steps.shape) == 3 and padding == (0, 0, 0, 0):
        rows, columns = step.steps.shape[1:]
        if (rows - size[0]) % stride[0] or (columns - size[1]) % stride[1]:
            raise NNVizError("expected windows that fit (ceil_mode 0)")
    step.steps.pool(kind, size=size, stride=stride, padding=padding)


def global_average(step: NodeStep) -> None:
    """Read the mean of each map."""
    step.steps.global_average()
    step.steps.reshape((-1, 1, 1))


def mean_of_maps(step: NodeStep) -> None:
    """Read a mean over rows and columns, which is that of each map."""
    axes = step.setting("axes", None) or [int(axis) for axis in step.numbers(1).ravel()]
    if len(step.steps.shape) != 3 or sorted(axis % 4 for axis in axes) != [2, 3]:
        raise NNVizError(f"expected the mean of each map; got that of the axes {axes}")
    step.steps.global_average()
    if step.setting("keepdims", 1):
        step.steps.reshape((-1, 1, 1))
