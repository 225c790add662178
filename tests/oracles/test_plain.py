"""The oracle's quick way for thousands of images is its slow way."""

import numpy as np
import pytest

from oracles.plain import Plain


@pytest.mark.parametrize("index", [0, 8500, 9999])
def test_many_images_at_once_are_as_one_by_one(index):
    plain = Plain()
    quick = plain.many(plain.images[[0, 8500, 9999]] / 255.0)
    slow = plain.forward(plain.images[index].ravel() / 255.0)
    row = [0, 8500, 9999].index(index)
    for (z, a), (want_z, want_a) in zip(quick[1:], slow[1:], strict=True):
        np.testing.assert_allclose(z[row], want_z, rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(a[row], want_a, rtol=1e-11, atol=1e-14)
