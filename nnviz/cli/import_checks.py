"""What a network's answers to the shipped digits tell of how it was trained."""

from typing import NamedTuple

from nnviz.core import Network, NNVizError
from nnviz.data import HELD_OUT, load_digits

__all__ = ["noticed"]

_HOW_MANY = 500
_GOOD, _BETTER = 0.6, 0.2


class _Habit(NamedTuple):
    """A way in which inputs are prepared: ``scale * x + shift``, and the option that says so."""

    scale: float
    shift: float
    option: str
    words: str


_HABITS = (
    _Habit(255.0, 0.0, "--scale 255", "pixels from 0 to 255"),
    _Habit(1 / 0.3081, -0.1307 / 0.3081, "--mean 0.1307 --std 0.3081", "standardised pixels"),
    _Habit(2.0, -1.0, "--mean 0.5 --std 0.5", "pixels from -1 to 1"),
    _Habit(-1.0, 1.0, "--mean 1 --std -1", "dark digits on light"),
    _Habit(-255.0, 255.0, "--mean 1 --std -0.00392156862745098", "dark digits on light, 0 to 255"),
)


def noticed(network: Network) -> list[str]:
    """Return what a person should know of a network that seems to read digits."""
    if (network.n_inputs, network.n_outputs) != (784, 10):
        return []
    digits = load_digits().subset(HELD_OUT)
    inputs, labels = digits.vectors()[:_HOW_MANY], digits.labels[:_HOW_MANY]

    def share(scale: float, shift: float) -> float:
        try:
            return float(network.forward(scale * inputs + shift).is_right(labels).mean())
        except NNVizError:
            return 0.0

    plain = share(1.0, 0.0)
    turned = inputs.reshape(-1, 28, 28).transpose(0, 2, 1).reshape(-1, 784)
    by_columns = float(network.forward(turned).is_right(labels).mean())
    best = max(_HABITS, key=lambda habit: share(habit.scale, habit.shift))
    reached = share(best.scale, best.shift)
    heard = f"of {_HOW_MANY} held-out digits it reads {plain:.1%} right"
    if by_columns > max(plain + _BETTER, reached, _GOOD):
        return [
            f"{heard}, and {by_columns:.1%} with rows and columns exchanged: its pixels seem to go "
            "column by column; transpose the images in training"
        ]
    if reached > max(plain + 0.02, _GOOD) and (reached > plain + _BETTER or plain < _GOOD):
        return [
            f"{heard}, and {reached:.1%} as {best.words}: it seems to be trained on those; "
            f"give {best.option}"
        ]
    if plain < _GOOD:
        return [f"{heard}: it was trained on something else, or not at all"]
    return [heard]
