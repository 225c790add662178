"""What each ONNX operator means for a network."""

from collections.abc import Callable
from functools import partial

import numpy as np

from nnviz.core import AveragePool2D, FloatArray, MaxPool2D, NNVizError
from nnviz.formats.onnx_maps import convolve, global_average, mean_of_maps, normalise, pool
from nnviz.formats.onnx_step import NodeStep

__all__ = ["OPERATORS"]


def _gemm(step: NodeStep) -> None:
    if step.at != 0 or step.setting("transA", 0):
        raise NNVizError("expected the data as A, not transposed")
    weights = step.numbers(1) * step.setting("alpha", 1.0)
    weights = weights if step.setting("transB", 0) else weights.T
    if weights.ndim != 2:
        raise NNVizError(f"expected a matrix; got the shape {weights.shape}")
    biases = np.zeros(len(weights))
    if step.has(2):
        added = step.numbers(2) * step.setting("beta", 1.0)
        biases = np.array(np.broadcast_to(added, (1, len(weights))))[0]
    step.steps.dense(weights, biases)


def _matmul(step: NodeStep) -> None:
    if step.at != 0:
        raise NNVizError("expected the data on the left of the matrix")
    weights = step.numbers(1)
    if weights.ndim != 2:
        raise NNVizError(f"expected a matrix; got the shape {weights.shape}")
    step.steps.dense(weights.T, np.zeros(weights.shape[1]))


def _spread(step: NodeStep) -> FloatArray:
    """Return the constant of an addition or product, without an axis for the batch."""
    values = step.numbers(1 - step.at)
    count = len(step.steps.shape)
    if values.ndim == count + 1 and values.shape[0] == 1:
        values = values[0]
    if values.ndim > count or (
        values.size > 1 and values.shape != step.steps.shape[-values.ndim :]
    ):
        try:
            np.broadcast_to(values, step.steps.shape)
        except ValueError:
            raise NNVizError(
                f"numbers of shape {values.shape} do not fit those of shape {step.steps.shape}"
            ) from None
    return values


def _add(step: NodeStep) -> None:
    step.steps.scale_shift(np.array(1.0), _spread(step))


def _subtract(step: NodeStep) -> None:
    values = _spread(step)
    if step.at == 0:
        step.steps.scale_shift(np.array(1.0), -values)
    else:
        step.steps.scale_shift(np.array(-1.0), values)


def _multiply(step: NodeStep) -> None:
    step.steps.scale_shift(_spread(step), np.array(0.0))


def _divide(step: NodeStep) -> None:
    values = _spread(step)
    if step.at != 0 or not np.all(values):
        raise NNVizError("expected the data divided by numbers that are not 0")
    step.steps.scale_shift(1.0 / values, np.array(0.0))


def _function(step: NodeStep, name: str) -> None:
    step.steps.activation(name)


def _leaky(step: NodeStep, name: str, usual: float) -> None:
    # The file has single precision: 0.3 is 0.3, not 0.30000001.
    below = float(np.format_float_positional(np.float32(step.setting("alpha", usual))))
    step.steps.activation(f"{name}({below!r})")


def _gelu(step: NodeStep) -> None:
    if step.setting("approximate", "none") != "none":
        raise NNVizError("GELU by tanh is not supported, only the exact one")
    step.steps.activation("gelu")


def _softmax(step: NodeStep) -> None:
    axis = step.setting("axis", 1 if step.opset < 13 else -1)
    if len(step.steps.shape) != 1 or axis not in (1, -1):
        raise NNVizError(f"expected one row of numbers for each input; got {step.steps.shape}")
    step.steps.activation("softmax")
    if step.node.operator == "LogSoftmax":
        step.steps.notes.append(
            "LogSoftmax is read as softmax: the outputs are the probabilities, not their logarithms"
        )


def _keep(step: NodeStep) -> None:
    del step


def _flatten(step: NodeStep) -> None:
    if step.setting("axis", 1) != 1:
        raise NNVizError("expected axis 1: one row for each input")
    step.steps.reshape((-1,))


def _reshape(step: NodeStep) -> None:
    sizes = [int(size) for size in step.numbers(1).ravel()]
    before = (1, *step.steps.shape)
    wanted = [
        before[place] if size == 0 and place < len(before) else size
        for place, size in enumerate(sizes)
    ]
    if len(wanted) < 2:
        raise NNVizError(f"expected a shape with the batch first; got {sizes}")
    # The batch: one here, whatever it was in the file.
    step.steps.reshape(wanted[1:])


def _transpose(step: NodeStep) -> None:
    axes = step.setting("perm", list(range(len(step.steps.shape), -1, -1)))
    if not axes or axes[0] != 0:
        raise NNVizError(f"expected the batch to stay first; got the order {axes}")
    step.steps.transpose([axis - 1 for axis in axes[1:]])


def _squeeze(step: NodeStep) -> None:
    axes = step.setting("axes", None)
    if axes is None and step.has(1):
        axes = [int(axis) for axis in step.numbers(1).ravel()]
    full = (1, *step.steps.shape)
    gone = {
        axis % len(full) for axis in axes or [k for k, size in enumerate(full) if size == 1 and k]
    }
    if 0 in gone or any(full[axis] != 1 for axis in gone):
        raise NNVizError(f"expected axes of one number, and not the batch's; got {axes}")
    step.steps.reshape([size for axis, size in enumerate(full) if axis not in gone][1:])


def _unsqueeze(step: NodeStep) -> None:
    axes = step.setting("axes", None) or [int(axis) for axis in step.numbers(1).ravel()]
    full = np.expand_dims(np.empty((1, *step.steps.shape)), tuple(axes)).shape
    if 0 in axes:
        raise NNVizError("expected the batch to stay first")
    step.steps.reshape(full[1:])


def _pad(step: NodeStep) -> None:
    if np.any(step.numbers(1)):
        raise NNVizError("expected padding as part of a convolution or pooling")


def _scaler(step: NodeStep) -> None:
    scale = np.array(step.setting("scale", [1.0]), dtype=np.float64)
    offset = np.array(step.setting("offset", [0.0]), dtype=np.float64)
    step.steps.scale_shift(scale, -offset * scale)


def _linear(step: NodeStep) -> None:
    """Read scikit-learn's linear models."""
    rows = len(step.setting("intercepts", [])) or 1
    weights = np.array(step.setting("coefficients", []), dtype=np.float64).reshape(rows, -1)
    step.steps.dense(weights, np.array(step.setting("intercepts", [0.0]), dtype=np.float64))
    kind = step.setting("post_transform", "NONE")
    names = {"NONE": "identity", "LOGISTIC": "sigmoid", "SOFTMAX": "softmax"}
    if kind not in names:
        raise NNVizError(f"expected post_transform {', '.join(names)}; got {kind}")
    step.steps.activation(names[kind])
    if step.node.operator == "LinearClassifier":
        # The first is the winner's label.
        step.gives = 1
    labels = step.setting("classlabels_ints", None) or step.setting("classlabels_strings", [])
    step.classes = tuple(str(each) for each in labels)


OPERATORS: dict[str, Callable[[NodeStep], None]] = {
    "Add": _add,
    "AveragePool": partial(pool, kind=AveragePool2D),
    "BatchNormalization": normalise,
    "Cast": _keep,
    "Conv": convolve,
    "Div": _divide,
    "Dropout": _keep,
    "Elu": partial(_leaky, name="elu", usual=1.0),
    "Flatten": _flatten,
    "Gelu": _gelu,
    "Gemm": _gemm,
    "GlobalAveragePool": global_average,
    "Identity": _keep,
    "LeakyRelu": partial(_leaky, name="leaky_relu", usual=0.01),
    "LinearClassifier": _linear,
    "LinearRegressor": _linear,
    "LogSoftmax": _softmax,
    "MatMul": _matmul,
    "MaxPool": partial(pool, kind=MaxPool2D),
    "Mul": _multiply,
    "Pad": _pad,
    "ReduceMean": mean_of_maps,
    "Relu": partial(_function, name="relu"),
    "Reshape": _reshape,
    "Scaler": _scaler,
    "Sigmoid": partial(_function, name="sigmoid"),
    "Softmax": _softmax,
    "Softplus": partial(_function, name="softplus"),
    "Squeeze": _squeeze,
    "Sub": _subtract,
    "Tanh": partial(_function, name="tanh"),
    "Transpose": _transpose,
    "Unsqueeze": _unsqueeze,
}
"""The operators that are read."""
