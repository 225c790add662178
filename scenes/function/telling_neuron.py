"""A neuron taken out of the network: the one that tells the digits apart best."""

from dataclasses import dataclass

import numpy as np

from nnviz.core import DenseLayer, FloatArray, ForwardPass, Network
from nnviz.data import HELD_OUT, as_vector, load_digits

__all__ = ["TellingNeuron", "telling_neuron"]


@dataclass(frozen=True, eq=False)
class TellingNeuron:
    """A neuron of the second layer, as a network of its own, and what it makes of some images.

    Attributes
    ----------
    index : int
        In its layer.
    alone : Network
        From the layer before to this neuron.
    images : list of ndarray, shape (28, 28)
        First the one that was given; then those that it answers with the least and the most.
    passes : list of ForwardPass
        Of `alone`, for each image.
    """

    index: int
    alone: Network
    images: list[FloatArray]
    passes: list[ForwardPass]


def telling_neuron(network: Network, image: FloatArray) -> TellingNeuron:
    """Choose the neuron of the second layer that tells this image and the ten digits apart best."""
    layer = network.layers[1]
    digits = load_digits().subset(HELD_OUT)
    images = [image, *(digits.image(digits.first(digit)) for digit in range(10))]
    record = network.forward(as_vector(np.stack(images)))
    activations = record.layers[1].activations
    index = int(np.argmax(np.ptp(activations, axis=0)))
    low, high = int(activations[:, index].argmin()), int(activations[:, index].argmax())
    shown = [0, *(place for place in (low, high) if place != 0)]
    alone = Network([DenseLayer(layer.weights[[index]], layer.biases[[index]], layer.activation)])
    passes = [alone.forward(record.activations[1][place]) for place in shown]
    return TellingNeuron(index, alone, [images[place] for place in shown], passes)
