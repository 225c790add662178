"""Darken: everything after the input is dark at the end, the input is as it was."""

import numpy as np

from nnviz.animations import Darken
from nnviz.core import Network
from nnviz.mobjects import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout

NETWORK = Network.random((4, 3, 2), seed=5)


class _Dark(NetworkScene):
    needs_digits = False

    def construct(self) -> None:
        self.drawn = NetworkMobject(NetworkLayout.for_sizes(NETWORK.sizes))
        self.add(self.drawn.show(NETWORK.forward([0.2, 0.9, 0.4, 1.0])))
        self.play(Darken(self.drawn), run_time=0.2)


def test_only_the_input_stays_lit(tmp_path) -> None:
    from manim import tempconfig

    with tempconfig({"dry_run": True, "media_dir": str(tmp_path), "quality": "low_quality"}):
        scene = _Dark()
        scene.render()
    np.testing.assert_allclose(scene.drawn.neurons[0].fill_opacities, [0.2, 0.9, 0.4, 1.0])
    for batch in scene.drawn.neurons[1:]:
        assert not batch.fill_opacities.any()
    for wires in scene.drawn.connections:
        assert not wires.opacities.any()
