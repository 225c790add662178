"""What the scenes' numbers must be, computed apart from the package.

`ORACLES[scene]` gives every number that the scene notes, from the files of the shipped network and
digits: no forward pass of `nnviz` is called here.
"""

from oracles import digits, neurons, preprocessing, propagation
from oracles.plain import Plain

__all__ = ["ORACLES", "Plain"]

ORACLES = {
    scene: oracle
    for part in (digits, preprocessing, neurons, propagation)
    for scene, oracle in part.ORACLES.items()
}
