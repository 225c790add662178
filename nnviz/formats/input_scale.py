"""Inputs as a network was trained on them, made part of its first layer."""

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import (
    Conv2D,
    DenseLayer,
    FloatArray,
    Layer,
    Meaning,
    Network,
    NNVizError,
    read_only,
)

__all__ = ["scale_inputs"]


def scale_inputs(
    network: Network, scale: ArrayLike = 1.0, shift: ArrayLike = 0.0, *, said: str = ""
) -> Network:
    """Return the network that reads x as `network` reads ``scale * x + shift``.

    A network that was trained on pixels from 0 to 255 so becomes one for pixels from 0 to 1, with
    the same answers: its first weights are multiplied, and its first biases shifted.

    Parameters
    ----------
    network : Network
        Its first layer is dense, or a convolution.
    scale, shift : array_like
        One number, or one for each input.
    said : str
        What was done, for the network's `Meaning`.

    Raises
    ------
    NNVizError
        If the numbers do not fit the inputs, or the first layer cannot take them in.

    Examples
    --------
    >>> from nnviz.core import DenseLayer
    >>> trained = Network([DenseLayer([[1.0, 1.0]], [0.0], "identity")])
    >>> scale_inputs(trained, 255).forward([0.5, 1.0]).outputs
    array([382.5])
    """
    factors, added = (_for_each(values, network.n_inputs) for values in (scale, shift))
    if not np.all(factors):
        raise NNVizError("expected inputs multiplied by numbers other than 0")
    first, *others = network.layers
    meaning = network.meaning
    before = "; ".join(filter(None, (meaning.preparation, said)))
    return Network(
        [_taken_in(first, factors, added), *others],
        Meaning(
            image_shape=meaning.image_shape,
            features=meaning.features,
            classes=meaning.classes,
            preparation=before,
        ),
    )


def _for_each(values: ArrayLike, n_inputs: int) -> FloatArray:
    given = read_only(values, ndim=(0, 1), what="scale of the inputs")
    if given.size not in (1, n_inputs):
        raise NNVizError(
            f"expected one number, or one for each of {n_inputs:,}; got {given.size:,}"
        )
    return np.broadcast_to(given.ravel(), (n_inputs,)).copy()


def _taken_in(first: Layer, factors: FloatArray, added: FloatArray) -> Layer:
    if isinstance(first, DenseLayer):
        biases = first.biases + first.weights @ added
        return DenseLayer(first.weights * factors, biases, first.activation)
    if isinstance(first, Conv2D):
        by_map, shifts = (each.reshape(first.in_shape[0], -1) for each in (factors, added))
        is_even = np.ptp(by_map, axis=1).max() == 0 and np.ptp(shifts, axis=1).max() == 0
        if is_even and not (shifts.any() and any(first.padding)):
            kernels = first.kernels * by_map[:, 0][:, None, None]
            biases = first.channel_biases + np.einsum("ocij,c->o", first.kernels, shifts[:, 0])
            return first.with_arrays(kernels, biases)
        raise NNVizError(
            "the border of a padded convolution is 0, so that no shift of the inputs can be made "
            "part of it; subtract the mean in training only from networks without padding"
        )
    raise NNVizError(f"expected a first layer with weights; got {first.kind}")
