"""How a narrator calls the function of a layer."""

from nnviz.core import Network


def spoken_function(network: Network) -> str:
    """Return how a narrator calls the function of the first layer."""
    name = network.layers[0].activation.name
    return "sigma" if name == "sigmoid" else name
