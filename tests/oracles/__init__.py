"""What the scenes' numbers must be, computed apart from the package.

`ORACLES[scene]` gives every number that the scene notes, from the files of the shipped network and
digits: no forward pass of `nnviz` is called here.
"""

from oracles import (
    abstraction,
    by_hand,
    counting,
    digits,
    function,
    layers,
    neurons,
    next_part,
    notation,
    preprocessing,
    propagation,
    relu,
    sigmoid,
    weights,
)
from oracles.plain import Plain

__all__ = ["ORACLES", "Plain"]

ORACLES = {
    scene: oracle
    for part in (
        digits,
        preprocessing,
        neurons,
        propagation,
        layers,
        abstraction,
        weights,
        sigmoid,
        counting,
        by_hand,
        notation,
        function,
        relu,
        next_part,
    )
    for scene, oracle in part.ORACLES.items()
}
