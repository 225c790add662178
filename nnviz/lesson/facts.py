"""What the text says about this network and these digits, in words and numbers."""

from collections.abc import Mapping

from nnviz.core import Network
from nnviz.data import Digits, load_digits, load_network
from nnviz.lesson.shown import held_out

__all__ = ["gather_facts", "grouped"]


def gather_facts(network: Network, digits: Digits, words: Mapping[str, str]) -> dict[str, str]:
    """Return the facts that ``{{ name }}`` in the text may ask for.

    Parameters
    ----------
    network : Network
    digits : Digits
    words : mapping of str to str
        The phrases of the language: how hidden layers are spoken of, and so on.
    """
    tested = held_out(digits)
    right = int(network.forward(tested.vectors()).is_right(tested.labels).sum())
    weights = sum(layer.weights.size for layer in network.layers)
    biases = sum(layer.biases.size for layer in network.layers)
    hidden = network.sizes[1:-1]
    # Only of the shipped network on the shipped digits is it known what it was trained on.
    is_shipped = network == load_network() and digits is load_digits()
    return {
        "sizes": "-".join(str(size) for size in network.sizes),
        "parameters": grouped(network.parameter_count),
        "weights": grouped(weights),
        "biases": grouped(biases),
        "inputs": grouped(network.n_inputs),
        "outputs": grouped(network.n_outputs),
        "first": grouped(network.sizes[1]),
        "first_weights": grouped(network.layers[0].weights.size),
        "hidden": _hidden(hidden, words),
        "activation": network.layers[0].activation.name,
        "tested": grouped(len(tested)),
        "tested_on": words["tested_unseen" if is_shipped else "tested_any"].format(
            count=grouped(len(tested))
        ),
        "accuracy": f"{100.0 * right / len(tested):.1f} %",
        "mistakes": grouped(len(tested) - right),
        "count_weights": " + ".join(f"{layer.n_in} × {layer.n_out}" for layer in network.layers),
        "count_biases": " + ".join(str(layer.n_out) for layer in network.layers),
    }


def grouped(number: int) -> str:
    """Return a whole number with commas between the thousands.

    Examples
    --------
    >>> grouped(13002)
    '13,002'
    """
    return f"{number:,}"


def _hidden(sizes: tuple[int, ...], words: Mapping[str, str]) -> str:
    if not sizes:
        return words["hidden_none"]
    if len(sizes) == 1:
        return words["hidden_one"].format(size=sizes[0])
    if len(set(sizes)) == 1:
        count = words.get(f"number_{len(sizes)}", str(len(sizes)))
        return words["hidden_equal"].format(count=count, size=sizes[0])
    return words["hidden_various"].format(
        count=words.get(f"number_{len(sizes)}", str(len(sizes))),
        sizes=", ".join(str(size) for size in sizes),
    )
