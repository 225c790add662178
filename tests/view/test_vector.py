"""Vector figures hold the same numbers as the films, escape everything and never change."""

import subprocess
import sys
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from nnviz.core import NNVizError
from nnviz.view.raster import DiscRaster, LineRaster
from nnviz.view.vector import VectorFigure

SVG = "{http://www.w3.org/2000/svg}"
STARTS = np.array([[-1.5, -0.6], [-1.5, 0.7]])
ENDS = np.array([[1.5, 0.4], [1.5, -0.5]])


def parsed(figure):
    return ElementTree.fromstring(figure.to_svg())


def test_lines_and_circles_carry_their_numbers():
    figure = VectorFigure(4, 2).lines(
        STARTS, ENDS, colors=np.eye(3)[:2], opacities=[0.25, 1.0], widths=[1, 2]
    )
    figure.circles([[0.5, 0.25]], 0.125, fill_opacities=0.5, hollow_color="#010203")
    root = parsed(figure)
    groups = root.findall(f"{SVG}g")
    assert [group.get("stroke") for group in groups] == ["#FF0000", "#00FF00"]
    assert [group.get("stroke-width") for group in groups] == ["0.01", "0.02"]
    path = groups[0].find(f"{SVG}path")
    assert path.get("d") == "M-1.5 0.6L1.5 -0.4"
    assert path.get("stroke-opacity") == "0.25"
    hollow, filled = root.findall(f"{SVG}circle")
    assert (hollow.get("fill"), hollow.get("stroke")) == ("#010203", None)
    assert (filled.get("cx"), filled.get("cy"), filled.get("r")) == ("0.5", "-0.25", "0.125")
    assert (filled.get("fill-opacity"), filled.get("stroke-width")) == ("0.5", "0.02")


def test_the_light_of_connections_adds_up_as_in_the_films():
    opacities = np.array([0.1, 0.35, 0.6])
    figure = VectorFigure(4, 2).connections(
        np.tile(STARTS[:1], (3, 1)),
        np.tile(ENDS[:1], (3, 1)),
        colors=(1, 1, 1),
        opacities=opacities,
    )
    written = [float(path.get("stroke-opacity")) for path in parsed(figure).iter(f"{SVG}path")]
    covered = 1 - np.prod(1 - np.array(written))
    assert covered == pytest.approx(1 - np.exp(-2 * opacities.sum()), abs=1e-3)


def test_what_cannot_be_seen_is_not_written():
    figure = VectorFigure(4, 2).lines(STARTS, ENDS, opacities=[0.0, 1.0])
    assert len(list(parsed(figure).iter(f"{SVG}path"))) == 1


@pytest.mark.parametrize(
    "words", ['a < b & "c"', "</text><script>alert(1)</script>", "\x00\x1bz = w·a"]
)
def test_text_is_escaped_everywhere(words):
    figure = VectorFigure(4, 2, title=words, description=words).text((0, 0), words)
    root = parsed(figure)
    clean = words.replace("\x00", "").replace("\x1b", "")
    assert root.find(f"{SVG}title").text == clean
    assert root.find(f"{SVG}desc").text == clean
    assert root.find(f"{SVG}text").text == clean
    assert "NNViz Sans" in root.get("font-family")
    assert "sans-serif" in root.get("font-family")
    assert root.find(f"{SVG}script") is None
    assert figure.to_pdf().startswith(b"%PDF")


def test_an_image_keeps_its_pixels():
    pixels = np.linspace(0, 1, 12).reshape(3, 4)
    figure = VectorFigure(4, 3).image(pixels, (-2, -1.5), (2, 1.5))
    shown = np.asarray(Image.open(BytesIO(figure.to_png(pixels_per_unit=20))).convert("L"))
    assert shown.shape == (60, 80)
    assert shown[10::20, 10::20] == pytest.approx(pixels * 255, abs=1.01)
    assert shown[19, 10] == pytest.approx(shown[1, 10], abs=1)


def test_svg_pdf_and_png_are_the_same_each_time():
    def make():
        return VectorFigure(4, 2, background="#07090E").lines(STARTS, ENDS).text((0, 0), "0.98")

    assert make().to_svg() == make().to_svg()
    assert make().to_pdf() == make().to_pdf()
    assert make().to_png() == make().to_png()


def test_the_picture_is_that_of_the_raster():
    """The same arrays, once as a figure and once as pixels, on black."""
    unit, size = 80, (320, 160)
    colours, opacities = np.array([[0.3, 0.7, 0.9], [1.0, 0.4, 0.3]]), np.array([0.6, 0.9])
    figure = VectorFigure(4, 2, background="#000000", pixels_per_unit=unit)
    figure.connections(STARTS, ENDS, colors=colours, opacities=opacities, widths=3.0)
    figure.circles(STARTS, 0.25, fill_opacities=[0.2, 0.9], hollow_color="#202020", ring_width=3)
    drawn = np.asarray(Image.open(BytesIO(figure.to_png())).convert("RGB")).astype(float)

    def pixels(points):
        return np.array(size) / 2 + points * [unit, -unit]

    frame = np.zeros((size[1], size[0], 3))
    lines = LineRaster(pixels(STARTS), pixels(ENDS), 0.03 * unit, size=size)
    half = np.tile(0.25 * unit * np.eye(2), (2, 1, 1))
    discs = DiscRaster(pixels(STARTS), half, 0.03 * unit, size=size)
    for texture in (
        lines.coloured(colours, opacities),
        discs.texture(
            [0.2, 0.9],
            np.ones((2, 3)),
            hollow=np.full(3, 0x20 / 255),
            ring=np.ones(3),
            ring_opacities=np.ones(2),
        ),
    ):
        box = texture.box
        part = frame[box.y0 : box.y1, box.x0 : box.x1]
        part *= 1 - texture.pixels[..., 3:] / 255
        part += texture.pixels[..., :3]
    assert np.abs(frame - drawn).mean() < 1.0
    assert np.quantile(np.abs(frame - drawn), 0.995) < 30


def test_no_manim_is_loaded():
    code = "import sys, nnviz.view.vector; sys.exit('manim' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_mistakes_are_told():
    with pytest.raises(NNVizError, match="width above 0"):
        VectorFigure(0, 2)
    with pytest.raises(NNVizError, match="like #58C4DD"):
        VectorFigure(1, 2, background="black")
    with pytest.raises(NNVizError, match="as many ends as starts"):
        VectorFigure(1, 2).lines(STARTS, ENDS[:1])
    with pytest.raises(NNVizError, match="finite"):
        VectorFigure(1, 2).lines(STARTS, np.full((2, 2), np.nan))
    with pytest.raises(NNVizError, match="one finite number, or 2"):
        VectorFigure(1, 2).lines(STARTS, ENDS, opacities=[1, 1, 1])
    with pytest.raises(NNVizError, match="anchor"):
        VectorFigure(1, 2).text((0, 0), "a", anchor="centre")
    with pytest.raises(NNVizError, match=r"values in \[0, 1\]"):
        VectorFigure(1, 2).image(np.full((2, 2), 2.0), (0, 0), (1, 1))
