"""Which neuron these scenes look at."""

import numpy as np

from nnviz.core import ForwardPass


def most_driven(forward_pass: ForwardPass) -> int:
    """Return the neuron of the first hidden layer that the image raises most."""
    return int(np.argmax(forward_pass.layers[0].pre_activations))
