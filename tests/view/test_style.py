"""Everything that draws takes its numbers from the one record of style."""

import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest

from nnviz.view.style import STYLE

BESIDE_THE_SCENE = Path(__file__).parents[2] / "scenes" / "counting"

CHANGED = {
    "weight_gamma": 0.4,
    "signal_gamma": 3.0,
    "turn_gamma": 0.25,
    "glow": 5.0,
    "pulse_length": 0.6,
    "rest_level": 0.5,
    "many_connections": 10,
    "connection_width": 3.25,
    "fine_width": 0.45,
    "ring_width": 5.5,
    "grid_ring_width": 3.5,
    "ring_opacity": 0.65,
    "grid_ring_opacity": 0.35,
    "radius": 0.2,
    "grid_radius": 0.15,
    "first_gap": 3.0,
    "elision_gap": 4.0,
    "label_gap": 0.5,
    "box_width": 1.0,
}

# In a process of its own, in which the record is another one before anything draws.
DRAWING = """
import importlib.util, json, sys
(package,) = importlib.util.find_spec("nnviz").submodule_search_locations
spec = importlib.util.spec_from_file_location("nnviz.view.style", package + "/view/style.py")
sys.modules["nnviz.view.style"] = style = importlib.util.module_from_spec(spec)
spec.loader.exec_module(style)
style.STYLE = changed = style.Style(**json.loads(sys.argv[1]))
sys.path.append(sys.argv[2])
import numpy as np
from knob_wall import KnobWall
from nnviz.core import Network
from nnviz.mobjects.network import NetworkMobject
from nnviz.mobjects.images import WeightImage
from nnviz.view.encoding import relative_size, weight_image
from nnviz.view.figures import forward_figure, network_figure
from nnviz.view.layout import NetworkLayout
from nnviz.view.raster import LineRaster

network = Network.random((100, 40, 2), seed=1)
record = network.forward(np.linspace(0, 1, 100))
layout = NetworkLayout.for_sizes(network.sizes)
drawn = NetworkMobject(layout, output_labels=["a", "b"]).show(record)
table = np.abs(record.contributions(1)) / np.abs(record.contributions(1)).max()
signals = table[:, layout.layers[1].selection.indices].ravel()
window = drawn.connections[0].window
grid, column, last = layout.layers
spots = column.centres[:, 1]
edges = [last.centres[0, 0] - column.centres[0, 0], column.centres[0, 0] - grid.box[2]]
light = LineRaster([[0, 0.5]], [[1, 0.5]], 1.0, size=(1, 1)).coloured([[1, 1, 1]], [0.1])
wall = KnobWall([0.5, 1.0], scales=1.0)
label = drawn.labels[0].get_left()[0] - last.centres[0, 0] - last.radius
svg = forward_figure(record).to_svg()
few = network_figure(Network.random((3, 2), seed=1)).to_svg()
print(json.dumps({
    "weight_gamma": WeightImage(np.eye(2)).gamma,
    "image": weight_image([[0.5, 1.0]]).tolist() == weight_image([[0.5, 1.0]], gamma=0.4).tolist(),
    "signals": bool(np.allclose(drawn.connections[1].opacities, signals**3.0)),
    "turn_gamma": float(np.log(wall.angles()[0] / wall.angles()[1]) / np.log(0.5)),
    "alpha": int(light.pixels[0, 0, 3]),
    "pulse_length": window.length,
    "rest_level": window.behind,
    "widths": [float(each.widths[0]) for each in drawn.connections],
    "ring_widths": [each.ring_width for each in drawn.neurons],
    "ring_opacities": [float(each.ring_opacities[0]) for each in drawn.neurons],
    "radius": float(column.radius / (spots[0] - spots[1])),
    "grid_radius": float(grid.radius / (grid.centres[1, 0] - grid.centres[0, 0])),
    "gaps": float((edges[1]) / edges[0]),
    "elision": float((spots[7] - spots[8]) / (spots[0] - spots[1])),
    "label_gap": float(label),
    "box_width": float(drawn.winner_box(record, with_value=False)[0].stroke_width),
    "svg": [f'stroke-width="{width}"' in svg for width in ("0.0045", "0.055", "0.035", "0.01")],
    "few": 'stroke-width="0.0325"' in few,
}))
"""


@pytest.fixture(scope="module")
def drawn():
    found = subprocess.run(
        [sys.executable, "-c", DRAWING, json.dumps(CHANGED), str(BESIDE_THE_SCENE)],
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout.splitlines()[-1])


def test_a_network_is_drawn_by_the_record(drawn):
    assert drawn["signals"]
    assert drawn["alpha"] == round(255 * (1 - np.exp(-5.0 * 0.1)))
    assert (drawn["pulse_length"], drawn["rest_level"]) == (0.6, 0.5)
    assert drawn["widths"] == [0.45, 0.45]
    assert drawn["ring_widths"] == [3.5, 5.5, 5.5]
    assert drawn["ring_opacities"] == [0.35, 0.65, 0.65]
    assert drawn["label_gap"] == pytest.approx(0.5, abs=1e-6)
    assert drawn["box_width"] == 1.0


def test_places_follow_the_record(drawn):
    assert drawn["radius"] == pytest.approx(0.2)
    assert drawn["grid_radius"] == pytest.approx(0.15)
    assert drawn["gaps"] == pytest.approx(3.0, rel=0.05)
    assert drawn["elision"] == pytest.approx(4.0)


def test_weights_knobs_and_figures_follow_the_record(drawn):
    assert drawn["weight_gamma"] == 0.4
    assert drawn["image"]
    assert drawn["turn_gamma"] == pytest.approx(0.25)
    assert drawn["svg"] == [True, True, True, True]
    assert drawn["few"]


def test_the_record_is_frozen():
    with pytest.raises(FrozenInstanceError):
        STYLE.glow = 3.0  # type: ignore[misc]
