"""The memory of rasters finds by content and stays bounded; the window has no jump."""

from typing import Any

import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.view.raster import (
    BundleAxis,
    ContentCache,
    PixelBox,
    PulseWindow,
    window_mask,
    window_profile,
)


def test_an_entry_is_found_by_content_and_only_by_content():
    cache: ContentCache[Any] = ContentCache(max_bytes=10_000)
    array = np.arange(5.0)
    cache.put("key", [array], "value", size=1)
    assert cache.find("key", [np.arange(5.0)]) == "value"
    assert cache.find("other", [array]) is None
    assert cache.find("key", [np.arange(6.0)]) is None
    array[2] += 1e-15
    assert cache.find("key", [array]) is None
    assert cache.find("key", [np.arange(5.0)]) == "value"


def test_a_read_only_array_is_not_copied_and_a_view_of_another_is():
    cache: ContentCache[Any] = ContentCache(max_bytes=10_000)
    fixed = np.arange(5.0)
    fixed.setflags(write=False)
    base = np.arange(5.0)
    view = base[:]
    view.setflags(write=False)
    cache.put("fixed", [fixed], 1, size=0)
    cache.put("view", [view], 2, size=0)
    base[0] = 9
    assert cache.find("fixed", [fixed]) == 1
    assert cache.find("view", [view]) is None


def test_the_least_recently_used_goes_first_and_the_newest_stays():
    cache: ContentCache[Any] = ContentCache(max_bytes=100)
    for name in "abc":
        cache.put(name, [], name, size=40)
        cache.find("a", [])
    assert [cache.find(name, []) for name in "abc"] == ["a", None, "c"]
    cache.put("large", [], "large", size=1000)
    assert len(cache) == 1
    assert cache.find("large", []) == "large"


def test_a_window_has_no_jump_and_ends_as_it_should():
    places = np.linspace(0, 1, 5001)
    window = PulseWindow(front=0.7, length=0.3, ahead=0.1, behind=0.5, peak=0.9)
    profile = window_profile(places, window)
    assert np.abs(np.diff(profile)).max() < 0.01
    assert profile.max() == pytest.approx(0.9, abs=1e-4)
    assert (profile[0], profile[-1]) == pytest.approx((0.5, 0.1))
    assert window_profile(places, PulseWindow(front=0)).tolist() == [0.0] * 5001
    gone = PulseWindow(front=1.3, length=0.3, behind=0.5)
    assert window_profile(places, gone) == pytest.approx(np.full(5001, 0.5))


@pytest.mark.parametrize("angle", [0.0, 0.002, 0.3, 1.2, np.pi / 2, 2.5, np.pi])
def test_a_mask_is_the_profile_along_the_axis(angle):
    direction = np.array([np.cos(angle), np.sin(angle)])
    starts = 150 - 100 * direction + [[0.0, 0.0]]
    axis = BundleAxis.of(starts, starts + 200 * direction)
    box = PixelBox(60, 70, 240, 230)
    window = PulseWindow(front=0.6, length=0.4)
    mask = np.broadcast_to(window_mask(axis, window, box), box.shape)
    rows, columns = np.mgrid[box.y0 : box.y1, box.x0 : box.x1] + 0.5
    along = (columns - starts[0, 0]) * direction[0] + (rows - starts[0, 1]) * direction[1]
    expected = window_profile(along / 200, window) * 255
    # The table steps by an eighth of a pixel, and the steepest slope is 19 steps of a byte a pixel.
    assert np.abs(mask - expected).max() <= 3


def test_wrong_windows_are_told():
    with pytest.raises(NNVizError, match="pulse length above 0; got 0"):
        PulseWindow(length=0)
    with pytest.raises(NNVizError, match="finite front"):
        PulseWindow(front=np.nan)
