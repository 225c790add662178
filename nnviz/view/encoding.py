"""From numbers to light: activations, signs, sizes and weight images, each rule once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import FloatArray
from nnviz.errors import NNVizError
from nnviz.view.color import contrast_ratio, mix, rgb
from nnviz.view.style import STYLE
from nnviz.view.theme import DARK, Theme

__all__ = [
    "activation_opacity",
    "activation_scale",
    "neuron_colors",
    "relative_size",
    "sign_colors",
    "text_on_opacity",
    "weight_image",
]

_READABLE = 4.5


def activation_scale(activations: ArrayLike) -> float:
    """Return the activation that is drawn at full light.

    It is 1 where every activation lies in [-1, 1] (sigmoid, tanh, softmax, pixel values), and the
    largest absolute value otherwise (ReLU, identity).

    Examples
    --------
    >>> activation_scale([0.2, 0.9]), activation_scale([0.0, 4.0])
    (1.0, 4.0)
    """
    values = np.abs(np.asarray(activations, dtype=np.float64))
    return max(1.0, float(values.max(initial=0.0)))


def activation_opacity(activations: ArrayLike, *, scale: float = 1.0) -> FloatArray:
    """Return how strongly neurons are filled: |a| / scale, in [0, 1].

    Raises
    ------
    NNVizError
        If the scale is not above 0.

    Examples
    --------
    >>> activation_opacity([0.0, 0.25, 1.0])
    array([0.  , 0.25, 1.  ])
    """
    if not scale > 0.0:
        raise NNVizError(f"expected a scale above 0; got {scale}")
    sizes = np.abs(np.asarray(activations, dtype=np.float64)) / scale
    return np.asarray(np.clip(sizes, 0.0, 1.0), dtype=np.float64)


def neuron_colors(activations: ArrayLike, theme: Theme = DARK) -> FloatArray:
    """Return the fill colour of each neuron, shape (n, 3): lit, or the negative colour below 0.

    Examples
    --------
    >>> neuron_colors([1.0, -1.0]).round(2).tolist()
    [[1.0, 1.0, 1.0], [0.99, 0.38, 0.33]]
    """
    values = np.asarray(activations, dtype=np.float64)
    return np.where((values < 0.0)[..., None], rgb(theme.negative), rgb(theme.lit))


def text_on_opacity(opacity: float, theme: Theme = DARK, *, fill: str | None = None) -> str:
    """Return the colour of words on a neuron filled at `opacity`, at a contrast of 4.5 or more.

    It is the theme's ink or its colour for words on light, whichever reads better; on middling
    greys, where neither is strong enough, black or white.

    Parameters
    ----------
    opacity : float
        Of the fill, in [0, 1].
    theme : Theme
    fill : str, optional
        ``#RRGGBB``; the theme's lit colour unless given.

    Examples
    --------
    >>> text_on_opacity(0.9) == DARK.on_lit, text_on_opacity(0.1) == DARK.ink
    (True, True)
    >>> text_on_opacity(0.44)
    '#000000'
    """
    ground = mix(theme.hollow, theme.lit if fill is None else fill, opacity)

    def contrast(color: str) -> float:
        return contrast_ratio(color, ground)

    best = max((theme.ink, theme.on_lit), key=contrast)
    return best if contrast(best) >= _READABLE else max(("#FFFFFF", "#000000"), key=contrast)


def sign_colors(values: ArrayLike, theme: Theme = DARK) -> FloatArray:
    """Return the colour of each value's sign, shape (n, 3): zero counts as positive.

    Examples
    --------
    >>> sign_colors([-1.0, 2.0]).round(2)
    array([[0.99, 0.38, 0.33],
           [0.35, 0.77, 0.87]])
    """
    numbers = np.asarray(values, dtype=np.float64)
    return np.where((numbers < 0.0)[..., None], rgb(theme.negative), rgb(theme.positive))


def relative_size(
    values: ArrayLike, *, scale: float | None = None, gamma: float = 1.0
) -> FloatArray:
    """Return (|v| / scale) ** gamma, in [0, 1]; the scale is the largest |v| unless given.

    Examples
    --------
    >>> relative_size([-2.0, 1.0, 0.0])
    array([1. , 0.5, 0. ])
    """
    sizes = np.abs(np.asarray(values, dtype=np.float64))
    largest = float(sizes.max(initial=0.0)) if scale is None else float(scale)
    if largest <= 0.0:
        return np.zeros_like(sizes)
    return np.asarray(np.clip(sizes / largest, 0.0, 1.0) ** gamma, dtype=np.float64)


def weight_image(
    weights: ArrayLike,
    theme: Theme = DARK,
    *,
    scale: float | None = None,
    gamma: float = STYLE.weight_gamma,
) -> NDArray[np.uint8]:
    """Return weights as an image: the colour of the sign, as far from the background as |w|.

    Parameters
    ----------
    weights : array_like, shape (rows, columns)
    theme : Theme
    scale : float, optional
        The |w| that is drawn at full colour; the largest one unless given.
    gamma : float
        The power that |w| / scale is raised to.

    Returns
    -------
    ndarray of uint8, shape (rows, columns, 3)

    Examples
    --------
    >>> weight_image([[0.0, 1.0]])[0, 1].tolist()
    [88, 196, 221]
    """
    sizes = relative_size(weights, scale=scale, gamma=gamma)[..., None]
    colors = sign_colors(weights, theme)
    blended = rgb(theme.hollow) * (1.0 - sizes) + colors * sizes
    return np.rint(blended * 255.0).astype(np.uint8)
