"""Layers of every kind as arrays and a few settings, and back."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from numpy.typing import NDArray

from nnviz.core import (
    AveragePool2D,
    Conv2D,
    DenseLayer,
    Flatten,
    GlobalAveragePool2D,
    Layer,
    MaxPool2D,
    NNVizError,
)

__all__ = ["ARRAYS", "layer_of", "settings_of"]


class _Kind(NamedTuple):
    make: Callable[..., Layer]
    arrays: tuple[str, ...] = ()
    """Are given in this order, and the activation after them."""
    settings: tuple[str, ...] = ("in_shape",)


_WINDOWS = ("in_shape", "stride", "padding")

_KINDS = {
    "dense": _Kind(DenseLayer, ("weights", "biases"), ()),
    "conv2d": _Kind(Conv2D, ("kernels", "biases"), (*_WINDOWS, "dilation")),
    "maxpool2d": _Kind(MaxPool2D, (), (*_WINDOWS, "size")),
    "averagepool2d": _Kind(AveragePool2D, (), (*_WINDOWS, "size")),
    "globalaveragepool2d": _Kind(GlobalAveragePool2D),
    "flatten": _Kind(Flatten),
}

ARRAYS = {name: kind.arrays for name, kind in _KINDS.items()}
"""The names of the arrays that a layer of each kind has."""


def settings_of(layer: Layer) -> dict[str, Any]:
    """Return the kind of a layer and what besides its arrays makes it, for JSON."""
    if isinstance(layer, DenseLayer):
        return {"kind": layer.kind}
    return {"kind": layer.kind, "in_shape": list(layer.in_shape), **layer.settings}


def layer_of(
    about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], activation: str
) -> Layer:
    """Return the layer that `settings_of` and the arrays describe.

    Raises
    ------
    NNVizError
        If a setting is missing, or they describe none.
    """
    try:
        kind = _KINDS[about["kind"]]
        settings = {name: about[name] for name in kind.settings}
        given = [*(arrays[name] for name in kind.arrays), *([activation] if kind.arrays else [])]
        return kind.make(*given, **settings)
    except KeyError as missing:
        raise NNVizError(f"expected {missing!s:.40} for a layer {about['kind']}") from None
    except TypeError as error:
        raise NNVizError(f"expected whole numbers for {about['kind']}; {error}") from None
