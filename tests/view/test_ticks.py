import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.errors import NNVizError
from nnviz.view.ticks import nice_ticks

reals = st.floats(-1e6, 1e6)


@given(reals, st.floats(1e-3, 1e6), st.integers(2, 12))
def test_ticks_are_few_even_and_inside(low, width, most):
    high = low + width
    ticks = nice_ticks(low, high, most=most)
    assert len(ticks) <= most
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    if len(ticks) > 2:
        assert np.ptp(np.diff(ticks)) <= slack


def test_an_empty_range_is_refused():
    with pytest.raises(NNVizError, match="got 1 to 1"):
        nice_ticks(1.0, 1.0)
