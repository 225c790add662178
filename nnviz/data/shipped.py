"""The trained network that the package ships."""

from functools import cache

from nnviz.core import Network
from nnviz.data.digits import FILES
from nnviz.formats import read_network

__all__ = ["NETWORK_FILE", "load_network"]

NETWORK_FILE = FILES / "network-784-16-16-10.npz"
"""The shipped network; files/PROVENANCE.md says how it was made."""


@cache
def load_network() -> Network:
    """Return the shipped network: 784-16-16-10, sigmoid, trained on the shipped digits.

    Examples
    --------
    >>> load_network()
    Network(784-16-16-10; sigmoid, sigmoid, sigmoid; 13,002 parameters)
    """
    return read_network(NETWORK_FILE)
