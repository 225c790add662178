"""How much of a pixel lies inside an ellipse, and how much on the ring along its edge."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["disc_coverages", "round_radii"]

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]


def disc_coverages(
    centres: Floats,
    axes: Floats,
    radii: Floats,
    x: Ints,
    y: Ints,
    ring_width: float,
    samples: int,
) -> tuple[Singles, Singles]:
    """Cover pixels by the inside and the ring, with the distance to the ellipse's edge.

    Parameters
    ----------
    centres : array, shape (n, 2)
    axes : array, shape (n, 2, 2)
    radii : array, shape (n,)
        Of those that are round; infinity for others.
    x : array of int, shape (n, columns)
        The columns of pixels to look at for each ellipse.
    y : array of int, shape (n, rows)
    ring_width : float
    samples : int
        Along each side of a pixel.

    Returns
    -------
    inside, ring : array, shape (n, rows, columns)
    """
    shape = (len(x), y.shape[1], x.shape[1])
    inside, ring = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    half_ring = np.float32(ring_width / 2 * samples)
    # Single precision is enough for places that are seen from the centre.
    dx = (x - centres[:, :1]).astype(np.float32)[:, None, :]
    dy = (y - centres[:, 1:]).astype(np.float32)[:, :, None]
    shapes = axes.astype(np.float32)
    radius = radii.astype(np.float32)[:, None, None]
    is_round = bool(np.isfinite(radius).all())
    steps = ((np.arange(samples) + 0.5) / samples).astype(np.float32)
    for step_y in steps:
        for step_x in steps:
            if is_round:
                distance = _to_circle(dx + step_x, dy + step_y, radius)
            else:
                distance = _to_ellipse(dx + step_x, dy + step_y, shapes)
            distance *= np.float32(samples)
            inside += _below(distance)
            distance -= half_ring
            ring += _below(distance)
            distance += 2 * half_ring
            ring -= _below(distance)
    share = np.float32(1 / samples**2)
    inside *= share
    ring *= share
    return inside, ring


def round_radii(axes: Floats) -> Floats:
    """Give the radius of each ellipse that is a circle; infinity for others."""
    squares = (axes**2).sum(axis=2)
    skew = np.abs((axes[:, 0] * axes[:, 1]).sum(axis=1))
    tolerance = 1e-9 * squares.max(axis=1)
    is_round = (skew <= tolerance) & (np.abs(squares[:, 0] - squares[:, 1]) <= tolerance)
    return np.where(is_round, np.sqrt(squares[:, 0]), np.inf)


def _below(distance: Singles) -> Singles:
    """Give the part of a pixel below an edge at a signed distance from its middle."""
    part = np.float32(0.5) - distance
    np.maximum(part, 0, out=part)
    np.minimum(part, 1, out=part)
    return part


def _to_circle(dx: Singles, dy: Singles, radii: Singles) -> Singles:
    distance = np.asarray(dx * dx + dy * dy)
    np.sqrt(distance, out=distance)
    distance -= radii
    return distance


def _to_ellipse(dx: Singles, dy: Singles, axes: Singles) -> Singles:
    """Give the distance from an ellipse's edge, exact for a circle and near any edge."""
    a, b, c, d = (axes[:, i, j][:, None, None] for i in (0, 1) for j in (0, 1))
    determinant = a * d - b * c
    p = dx * (d / determinant) - dy * (c / determinant)
    q = dy * (a / determinant) - dx * (b / determinant)
    level = np.hypot(p, q)
    gradient = np.hypot(p * d - q * b, q * a - p * c) / np.abs(determinant)
    centre = -np.linalg.norm(axes, axis=2).min(axis=1)[:, None, None]
    beside = (level - 1) * level / np.maximum(gradient, np.float32(1e-12))
    return np.asarray(np.where(level > 1e-6, beside, centre))
