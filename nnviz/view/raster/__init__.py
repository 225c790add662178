"""From lines and discs, given as plain arrays, to antialiased pixels: numpy and scipy only.

Lines become a sparse matrix of coverages (`LineRaster`), discs a list of covered pixels
(`DiscRaster`); either turns its styles into a `Texture`, premultiplied bytes and where they lie.
Coordinates are pixels of the frame: x to the right, y down, pixel (i, j) covers the unit square
from (i, j) to (i + 1, j + 1).

It is written here because drawing libraries paint one line over another: none adds the light of
12,960 lines up, and none does it again in every frame at the speed of an encoder.
"""

from nnviz.view.raster.cache import ContentCache
from nnviz.view.raster.discs import DiscRaster
from nnviz.view.raster.lines import LineRaster
from nnviz.view.raster.texture import PixelBox, Texture
from nnviz.view.raster.window import BundleAxis, PulseWindow, window_mask, window_profile

__all__ = [
    "BundleAxis",
    "ContentCache",
    "DiscRaster",
    "LineRaster",
    "PixelBox",
    "PulseWindow",
    "Texture",
    "window_mask",
    "window_profile",
]
