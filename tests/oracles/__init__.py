"""What the scenes' numbers must be, computed apart from the package.

`ORACLES[scene]` gives every number that the scene notes, from the files of the shipped network and
digits alone: nothing of `nnviz` is called here.
"""

from oracles.plain import Plain

from . import propagation

__all__ = ["ORACLES", "Plain"]

ORACLES = {**propagation.ORACLES}
