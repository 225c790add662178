"""How a batch becomes pixels on any of Manim's Cairo cameras.

A camera asks `Camera.type_or_raise` for the type of each mobject and looks the drawing function up
in `display_funcs`, which that method builds anew at every call from a fixed list; a type that is
not on the list is silently not drawn. There is no other place to add a type, so `install` wraps
that one method: for a batch it answers `BatchMobject`, for everything else what it answered before.
With the type known to the base camera, `Scene`, `MovingCameraScene` and the rest draw the same
picture.

What is costly is kept outside the mobjects, found again by content: rasters by geometry, textures
by style. Then a moving pulse costs one masked composite, new colours one product, and only new
geometry a new raster.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import cairo
import numpy as np
from manim import Camera, Mobject
from numpy.typing import NDArray

from nnviz.core import NNVizError
from nnviz.mobjects.batch.base import BatchMobject
from nnviz.mobjects.batch.connections import ConnectionBatch
from nnviz.mobjects.batch.neurons import NeuronBatch
from nnviz.view.raster import (
    BundleAxis,
    ContentCache,
    DiscRaster,
    LineRaster,
    PixelBox,
    Texture,
    window_mask,
)

__all__ = ["draw_batches", "forget_rasters", "install"]

Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class _Bundle:
    """A drawn bundle, and the axis along which a pulse runs through it."""

    texture: Texture
    axis: BundleAxis


@dataclass(frozen=True, eq=False)
class _Place:
    """Where the last bundle of some size was rasterised, and whether it had moved there."""

    key: object
    geometry: Floats
    moved: bool


_lines: ContentCache[LineRaster] = ContentCache(max_bytes=320 << 20)
_discs: ContentCache[DiscRaster] = ContentCache(max_bytes=96 << 20)
_bundles: ContentCache[_Bundle] = ContentCache(max_bytes=64 << 20)
_layers: ContentCache[Texture] = ContentCache(max_bytes=32 << 20)
_places: dict[int, _Place] = {}


def install() -> None:
    """Make batches known to Manim's cameras; a second call changes nothing."""
    original: Any = Camera.type_or_raise
    if getattr(original, "_knows_batches", False):
        return

    def type_or_raise(self: Camera, mobject: Mobject) -> type[Mobject]:
        kind = original(self, mobject)
        show: Any = partial(draw_batches, camera=self)
        self.display_funcs[BatchMobject] = show
        return BatchMobject if isinstance(mobject, BatchMobject) else kind

    type_or_raise.__doc__ = original.__doc__
    type_or_raise._knows_batches = True  # type: ignore[attr-defined]
    setattr(Camera, "type_or_raise", type_or_raise)  # noqa: B010


def forget_rasters() -> None:
    """Drop every cached raster and texture, as at the start of a process.

    Examples
    --------
    >>> forget_rasters()
    """
    for cache in (_lines, _discs, _bundles, _layers, _places):
        cache.clear()


def draw_batches(batches: Sequence[BatchMobject], pixels: Pixels, camera: Camera) -> None:
    """Composite batches over a camera's pixels, one after the other.

    Parameters
    ----------
    batches : sequence of NeuronBatch or ConnectionBatch
    pixels : array of uint8, shape (height, width, 4)
        Changed in place.
    camera : manim.Camera
        Says where things lie.

    Raises
    ------
    NNVizError
        If a batch is of another kind: nothing is silently invisible.
    """
    view = _View(camera)
    for batch in batches:
        opacity = min(max(batch.opacity, 0.0), 1.0)
        if opacity == 0.0 or not batch.n_items:
            continue
        if isinstance(batch, ConnectionBatch):
            _draw_connections(batch, pixels, view, opacity)
        elif isinstance(batch, NeuronBatch):
            _draw_neurons(batch, pixels, view, opacity)
        else:
            raise NNVizError(
                f"expected a NeuronBatch or a ConnectionBatch; got a {type(batch).__name__}. "
                "Derive from one of them, so that it can be drawn."
            )


class _View:
    """Where a camera puts scene coordinates in its frame, and a key of all that decides it."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.size = (int(camera.pixel_width), int(camera.pixel_height))
        self.pixels_per_unit = camera.pixel_width / camera.frame_width
        self.stroke = camera.cairo_line_width_multiple * self.pixels_per_unit
        centre = tuple(np.asarray(camera.frame_center, dtype=np.float64).tolist())
        self.key = (self.size, float(camera.frame_width), float(camera.frame_height), centre)

    def geometry(self, batch: BatchMobject) -> Floats:
        """Give the points that decide the picture: projected, if the camera sees in perspective."""
        if type(self.camera).transform_points_pre_display is Camera.transform_points_pre_display:
            return batch.points
        return self.project(batch, batch.points)

    def project(self, batch: BatchMobject, points: Floats) -> Floats:
        """Give pixels of scene points, shape (n, 2)."""
        return np.asarray(self.camera.points_to_subpixel_coords(batch, points))


def _draw_connections(batch: ConnectionBatch, pixels: Pixels, view: _View, opacity: float) -> None:
    if not batch._opacities.any():
        return  # No light, no raster: a network that is not yet fed costs nothing.
    geometry = view.geometry(batch)

    def pictured() -> _Bundle:
        ends = view.project(batch, batch.points)
        raster = _lines.find(view.key, [geometry, batch._widths])
        if raster is None:
            steady = not _is_moving(view.key, geometry)
            widths = batch._widths * view.stroke
            raster = LineRaster(ends[0::2], ends[1::2], widths, size=view.size, keep=steady)
            if steady:
                _lines.put(view.key, [geometry, batch._widths], raster, size=raster.nbytes)
        texture = raster.coloured(batch._colors, batch._opacities)
        return _Bundle(texture, BundleAxis.of(ends[0::2], ends[1::2]))

    bundle = _bundles.get(
        view.key,
        [geometry, batch._opacities, batch._widths, batch._colors],
        pictured,
        size=lambda made: made.texture.nbytes,
    )
    box = bundle.texture.box
    if box.is_empty:
        return
    window = batch.window
    if window.is_open:
        composite(pixels, bundle.texture, opacity)
    else:
        mask = window_mask(bundle.axis, window, box, opacity=opacity)
        composite(pixels, bundle.texture, mask)


def _is_moving(key: object, geometry: Floats) -> bool:
    """Tell whether bundles of this size were somewhere else at each of the last two times.

    While a bundle moves, or the camera does, every frame has a new geometry, and a matrix that is
    kept for new colours would be thrown away unused.
    """
    before = _places.get(len(geometry))
    moved = before is not None and not (
        before.key == key and np.array_equal(before.geometry, geometry)
    )
    _places[len(geometry)] = _Place(key, geometry.copy(), moved)
    return moved and before is not None and before.moved


def _draw_neurons(batch: NeuronBatch, pixels: Pixels, view: _View, opacity: float) -> None:
    geometry = view.geometry(batch)
    ring_width = batch._ring_width * view.stroke

    def rasterised() -> DiscRaster:
        rim = view.project(batch, batch.points).reshape(-1, batch.points_per_item, 2)
        axes = np.stack([rim[:, 1] - rim[:, 3], rim[:, 2] - rim[:, 4]], axis=1) / 2
        return DiscRaster(rim[:, 0], axes, ring_width, size=view.size)

    def textured() -> Texture:
        raster = _discs.get(
            (view.key, ring_width), [geometry], rasterised, size=lambda made: made.nbytes
        )
        return raster.texture(
            batch._fill_opacities,
            batch._fill_colors,
            hollow=batch._hollow_rgb,
            hollow_opacity=batch._hollow_opacity,
            ring=batch._ring_rgb,
            ring_opacities=batch._ring_opacities,
        )

    texture = _layers.get(
        (view.key, ring_width, batch._hollow_opacity),
        [
            geometry,
            batch._fill_opacities,
            batch._fill_colors,
            batch._hollow_rgb,
            batch._ring_rgb,
            batch._ring_opacities,
        ],
        textured,
        size=lambda made: made.nbytes,
    )
    if not texture.box.is_empty:
        composite(pixels, texture, opacity)


def composite(pixels: Pixels, texture: Texture, mask: float | Pixels) -> None:
    """Composite a texture over pixels, dimmed by a number or by a mask that broadcasts over it."""
    box = texture.box
    if not isinstance(mask, float) and mask.min() == mask.max():
        mask = float(mask.flat[0]) / 255
    context = cairo.Context(_surface(pixels))
    context.set_source_surface(_surface(texture.pixels), box.x0, box.y0)
    if isinstance(mask, float):
        context.rectangle(box.x0, box.y0, box.width, box.height)
        context.clip()
        context.paint_with_alpha(mask)
        return
    seen = _seen(mask, box)
    if seen.is_empty:
        return
    stride = cairo.ImageSurface.format_stride_for_width(cairo.FORMAT_A8, seen.width)
    cut = np.empty((seen.height, stride), dtype=np.uint8)
    whole = np.broadcast_to(mask, box.shape)
    rows = slice(seen.y0 - box.y0, seen.y1 - box.y0)
    cut[:, : seen.width] = whole[rows, seen.x0 - box.x0 : seen.x1 - box.x0]
    surface = cairo.ImageSurface.create_for_data(
        cut.data, cairo.FORMAT_A8, seen.width, seen.height, stride
    )
    context.mask_surface(surface, seen.x0, seen.y0)


def _seen(mask: Pixels, box: PixelBox) -> PixelBox:
    """Cut a box to the columns, or rows, in which a mask is not zero, where it is one of them."""
    if mask.shape[0] == 1:
        lit = np.flatnonzero(mask[0])
        ends = (box.x0 + int(lit[0]), box.x0 + int(lit[-1]) + 1) if len(lit) else (box.x0, box.x0)
        return PixelBox(ends[0], box.y0, ends[1], box.y1)
    if mask.shape[1] == 1:
        lit = np.flatnonzero(mask[:, 0])
        ends = (box.y0 + int(lit[0]), box.y0 + int(lit[-1]) + 1) if len(lit) else (box.y0, box.y0)
        return PixelBox(box.x0, ends[0], box.x1, ends[1])
    return box


def _surface(pixels: Pixels) -> cairo.ImageSurface:
    """Give pixels to cairo. Red and blue are exchanged on both sides, as Manim does it."""
    height, width = pixels.shape[:2]
    return cairo.ImageSurface.create_for_data(
        pixels.data, cairo.FORMAT_ARGB32, width, height, 4 * width
    )
