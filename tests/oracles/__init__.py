"""What the scenes' numbers must be, computed apart from the package.

An oracle gives every number that a scene notes, from the files of the shipped network and digits:
no forward pass of `nnviz` is called here. It is found by name: that of `OutputLayer`, of the part
`neurons`, is the function `output_layer` of `oracles.neurons`.
"""

from importlib import import_module

from oracles.plain import Plain

__all__ = ["Plain", "oracle_of"]


def oracle_of(entry):
    """Return the function that computes a scene's numbers from a `Plain`."""
    name = entry.film.replace("-", "_")
    try:
        return getattr(import_module(f"oracles.{entry.part}"), name)
    except (AttributeError, ModuleNotFoundError) as error:
        where = f"tests/oracles/{entry.part}.py"
        raise AssertionError(
            f"{entry.name} has no oracle: write {name}(plain) in {where}"
        ) from error
