"""What each layer of Keras means for a network."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import AveragePool2D, FloatArray, MaxPool2D, NNVizError
from nnviz.formats.assembly import Assembly, as_numbers

__all__ = ["LAYERS", "KerasLayer", "input_shape", "snake_case", "start"]

_ORDERS = {
    "Dense": ("kernel", "bias"),
    "Conv2D": ("kernel", "bias"),
    "BatchNormalization": ("gamma", "beta", "moving_mean", "moving_variance"),
    "Normalization": ("mean", "variance", "count"),
}
"""The arrays of each layer, in the order in which ``.keras`` numbers those that are there."""


@dataclass
class KerasLayer:
    """A layer's settings and arrays by their paths, and the network so far."""

    kind: str
    settings: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]
    steps: Assembly

    def array(self, name: str, present: tuple[str, ...]) -> FloatArray:
        """Return an array by its name, of those that the settings say are present."""
        for path, values in self.arrays.items():
            last = path.rsplit("/", 1)[-1].removesuffix(":0")
            if last == name or last == str(present.index(name)):
                return as_numbers(values, name)
        raise NNVizError(f"expected the array {name}; there are {len(self.arrays)} others")

    def present(self) -> tuple[str, ...]:
        """Return the names of the arrays that the layer has, by its settings."""
        left_out = {
            "bias": not self.settings.get("use_bias", True),
            "gamma": not self.settings.get("scale", True),
            "beta": not self.settings.get("center", True),
        }
        return tuple(name for name in _ORDERS[self.kind] if not left_out.get(name))

    def function(self) -> str:
        """Return the name of the layer's function, as nnviz has it."""
        name = self.settings.get("activation", "linear")
        if isinstance(name, dict):
            inner = name.get("config")
            name = inner if isinstance(inner, str) else name.get("class_name")
        if name == "leaky_relu":
            # Keras' function; that of a layer LeakyReLU is 0.3.
            return "leaky_relu(0.2)"
        return str(name)


def input_shape(config: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the shape of one input that a model's configuration says.

    Raises
    ------
    NNVizError
        If it does not say it.
    """
    first = config["layers"][0]["config"]
    shape = (
        first.get("batch_shape")
        or first.get("batch_input_shape")
        or (config.get("build_input_shape"))
    )
    if (
        not isinstance(shape, list)
        or len(shape) < 2
        or not all(isinstance(size, int) and size > 0 for size in shape[1:])
    ):
        raise NNVizError(
            f"expected a model whose input has a fixed shape; got {shape!s:.60}: begin it with "
            "keras.Input(shape=...)"
        )
    return tuple(shape[1:])


def start(shape: tuple[int, ...]) -> Assembly:
    """Return an assembly for inputs whose channels come last, as Keras has them."""
    return Assembly(shape, channels_last=True)


def snake_case(name: str) -> str:
    """Return the name of a kind of layer as Keras writes it in an archive.

    Examples
    --------
    >>> snake_case("Conv2D"), snake_case("BatchNormalization"), snake_case("LeakyReLU")
    ('conv2d', 'batch_normalization', 'leaky_re_lu')
    """
    spread = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", spread).lower()


def _dense(layer: KerasLayer) -> None:
    there = layer.present()
    weights = layer.array("kernel", there).T
    biases = layer.array("bias", there) if "bias" in there else np.zeros(len(weights))
    layer.steps.dense(weights, biases)
    layer.steps.activation(layer.function())


def _maps_first(layer: KerasLayer) -> None:
    if layer.settings.get("data_format", "channels_last") != "channels_last":
        raise NNVizError("expected the channels last")
    if len(layer.steps.shape) != 3:
        raise NNVizError(f"expected an image; got the shape {layer.steps.shape}")
    layer.steps.transpose((2, 0, 1))


def _padding(layer: KerasLayer) -> str | int:
    kind = layer.settings.get("padding", "valid")
    if kind not in ("valid", "same"):
        raise NNVizError(f"expected padding valid or same; got {kind!r:.40}")
    return "same" if kind == "same" else 0


def _convolution(layer: KerasLayer) -> None:
    if layer.settings.get("groups", 1) != 1:
        raise NNVizError("expected one group")
    there = layer.present()
    kernels = layer.array("kernel", there).transpose(3, 2, 0, 1)
    biases = layer.array("bias", there) if "bias" in there else np.zeros(len(kernels))
    _maps_first(layer)
    layer.steps.convolution(
        kernels,
        biases,
        stride=tuple(layer.settings.get("strides", (1, 1))),
        padding=_padding(layer),
        dilation=tuple(layer.settings.get("dilation_rate", (1, 1))),
    )
    layer.steps.activation(layer.function())
    layer.steps.transpose((1, 2, 0))


def _pool(layer: KerasLayer, kind: type[MaxPool2D] | type[AveragePool2D]) -> None:
    size = tuple(layer.settings["pool_size"])
    _maps_first(layer)
    stride = tuple(layer.settings.get("strides") or size)
    layer.steps.pool(kind, size=size, stride=stride, padding=_padding(layer))
    layer.steps.transpose((1, 2, 0))


def _global_average(layer: KerasLayer) -> None:
    _maps_first(layer)
    layer.steps.global_average()
    if layer.settings.get("keepdims"):
        layer.steps.reshape((1, 1, -1))


def _normalise(layer: KerasLayer) -> None:
    there = layer.present()
    mean, variance = layer.array("moving_mean", there), layer.array("moving_variance", there)
    scale = 1.0 / np.sqrt(variance + float(layer.settings.get("epsilon", 1e-3)))
    if "gamma" in there:
        scale = scale * layer.array("gamma", there)
    shift = -mean * scale
    if "beta" in there:
        shift = shift + layer.array("beta", there)
    # The last axis is that of the channels.
    layer.steps.scale_shift(scale, shift)


def _standardise(layer: KerasLayer) -> None:
    there = layer.present()
    if not layer.arrays:
        mean, variance = (
            np.asarray(layer.settings[name], np.float64) for name in ("mean", "variance")
        )
    else:
        mean, variance = layer.array("mean", there), layer.array("variance", there)
    deviation = np.maximum(np.sqrt(variance), 1e-7)
    if layer.settings.get("invert"):
        raise NNVizError("expected a normalisation that is not inverted")
    layer.steps.scale_shift(1.0 / deviation, -mean / deviation)


def _rescale(layer: KerasLayer) -> None:
    scale, offset = (
        np.asarray(layer.settings.get(name, usual), dtype=np.float64)
        for name, usual in (("scale", 1.0), ("offset", 0.0))
    )
    layer.steps.scale_shift(scale, offset)


def _activation(layer: KerasLayer) -> None:
    layer.steps.activation(layer.function())


def _relu(layer: KerasLayer) -> None:
    below = float(layer.settings.get("negative_slope") or 0.0)
    if layer.settings.get("max_value") is not None or layer.settings.get("threshold"):
        raise NNVizError("expected a ReLU without max_value and threshold")
    layer.steps.activation(f"leaky_relu({below!r})" if below else "relu")


def _leaky_relu(layer: KerasLayer) -> None:
    below = layer.settings.get("negative_slope", layer.settings.get("alpha", 0.3))
    layer.steps.activation(f"leaky_relu({float(below)!r})")


def _elu(layer: KerasLayer) -> None:
    layer.steps.activation(f"elu({float(layer.settings.get('alpha', 1.0))!r})")


def _softmax(layer: KerasLayer) -> None:
    layer.steps.activation("softmax")


def _flatten(layer: KerasLayer) -> None:
    layer.steps.reshape((-1,))


def _reshape(layer: KerasLayer) -> None:
    layer.steps.reshape(tuple(int(size) for size in layer.settings["target_shape"]))


def _nothing(_: KerasLayer) -> None:
    """Only training needs it."""


LAYERS: dict[str, Callable[[KerasLayer], None]] = {
    "Activation": _activation,
    "AveragePooling2D": partial(_pool, kind=AveragePool2D),
    "BatchNormalization": _normalise,
    "Conv2D": _convolution,
    "Dense": _dense,
    "Dropout": _nothing,
    "ELU": _elu,
    "Flatten": _flatten,
    "GaussianNoise": _nothing,
    "GlobalAveragePooling2D": _global_average,
    "LeakyReLU": _leaky_relu,
    "MaxPooling2D": partial(_pool, kind=MaxPool2D),
    "Normalization": _standardise,
    "ReLU": _relu,
    "Rescaling": _rescale,
    "Reshape": _reshape,
    "Softmax": _softmax,
    "SpatialDropout2D": _nothing,
}
"""The layers that are read."""
