"""What a person asks of a file that does not say it, and what is to be said of its reading."""

from dataclasses import dataclass, field

from nnviz.errors import NNVizError

__all__ = ["Asked", "refuse_layers"]


@dataclass(frozen=True)
class Asked:
    """What was asked for, and a list for what a person should know.

    Attributes
    ----------
    layers : tuple of str
        The function of each layer, for files of mere arrays.
    is_transposed : bool
        Whether such a file's weights are (n_in, n_out) where their shapes do not tell.
    notes : list of str
        How the file was read, where that is not plain.

    Examples
    --------
    >>> import tempfile
    >>> import numpy as np
    >>> from nnviz.formats import read_network
    >>> path = tempfile.mkdtemp() + "/mine.npz"
    >>> np.savez(path, W1=np.ones((3, 2)), b1=np.ones(2))
    >>> asked = Asked(("relu",))
    >>> read_network(path, asked=asked)
    Network(3-2; relu; 8 parameters)
    >>> asked.notes
    ['the weights are (n_in, n_out): they were transposed']
    """

    layers: tuple[str, ...] = ()
    is_transposed: bool = False
    notes: list[str] = field(default_factory=list)


def refuse_layers(asked: Asked) -> None:
    """Refuse functions and an order that were asked for where the file says them itself.

    Raises
    ------
    NNVizError
        If they were.
    """
    if asked.layers or asked.is_transposed:
        given = "--layers" if asked.layers else "--transposed"
        raise NNVizError(f"this file says how its layers are: leave {given} out")
