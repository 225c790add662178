from manim import Dot

from nnviz.animations import Vary


def test_the_number_starts_eases_and_ends_exactly():
    seen: list[float] = []
    change = Vary(Dot(), seen.append, start=0.1, stop=0.7)
    change.begin()
    change.interpolate(0.5)
    change.finish()
    assert seen[0] == 0.1
    assert abs(seen[1] - 0.4) < 1e-9
    assert seen[-1] == 0.7
