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
    """Cover pixels by the inside and the ring, with the distance to the ellipse's edge."""
    inside = np.zeros(len(x), dtype=np.float32)
    ring = np.zeros(len(x), dtype=np.float32)
    half_ring = np.float32(ring_width / 2)
    # Single precision is enough for places that are seen from the centre.
    dx = (x - centres[:, 0]).astype(np.float32)
    dy = (y - centres[:, 1]).astype(np.float32)
    shapes = axes.astype(np.float32)
    radius = radii.astype(np.float32)
    is_round = bool(np.isfinite(radius).all())
    steps = ((np.arange(samples) + 0.5) / samples).astype(np.float32)
    for step_y in steps:
        for step_x in steps:
            if is_round:
                distance = _to_circle(dx + step_x, dy + step_y, radius)
            else:
                distance = _to_ellipse(dx + step_x, dy + step_y, shapes)
            distance *= samples
            inside += _below(distance)
            ring += _below(distance - half_ring * samples)
            ring -= _below(distance + half_ring * samples)
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
    dx *= dx
    dy *= dy
    dx += dy
    np.sqrt(dx, out=dx)
    dx -= radii
    return dx


def _to_ellipse(dx: Singles, dy: Singles, axes: Singles) -> Singles:
    """Give the distance from an ellipse's edge, exact for a circle and near any edge."""
    (a, b), (c, d) = axes[:, 0].T, axes[:, 1].T
    determinant = a * d - b * c
    p = (dx * d - dy * c) / determinant
    q = (dy * a - dx * b) / determinant
    level = np.hypot(p, q)
    gradient = np.hypot(p * d - q * b, q * a - p * c) / np.abs(determinant)
    centre = -np.linalg.norm(axes, axis=2).min(axis=1)
    beside = (level - 1) * level / np.maximum(gradient, np.float32(1e-12))
    return np.asarray(np.where(level > 1e-6, beside, centre))
