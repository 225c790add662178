"""The notebook of the examples runs from top to bottom, and its objects show themselves."""

import base64
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import av
import nbformat
import pytest
from notebooks import execute

from nnviz.core import Network
from nnviz.data import as_vector, load_digits, load_network, preprocess

NOTEBOOK = Path(__file__).parents[1] / "examples" / "lesson.ipynb"


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The notebook after a kernel of this Python has run it in an empty folder."""
    folder = tmp_path_factory.mktemp("notebook")
    done = folder / "executed.ipynb"
    work = folder / "work"
    work.mkdir()
    return execute(NOTEBOOK, work, done)


def output_of(notebook, words):
    """The data of the last output of the cell that holds these words."""
    (cell,) = [c for c in notebook.cells if c.cell_type == "code" and words in c.source]
    last = cell.outputs[-1]
    return last["text"] if last["output_type"] == "stream" else last["data"]


def test_the_notebook_is_kept_without_outputs():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_networks_and_passes_are_shown_as_pictures(executed):
    for words, said in [
        ("network = load_network()", "784-16-16-10"),
        ("record = network.forward(", "answer 3"),
        ("drawing = preprocess(", "28 × 28"),
    ]:
        shown = output_of(executed, words)["text/html"]
        assert said in shown
        svg = ElementTree.fromstring(re.search(r"<svg.*</svg>", shown, re.DOTALL)[0])
        assert len(list(svg.iter())) > 20
    for words in ("weights_figure(network", "sigmoid_figure(record"):
        ElementTree.fromstring(output_of(executed, words)["image/svg+xml"])


def test_what_the_notebook_says_is_true(executed, digits, network):
    record = network.forward(as_vector(digits.image(8537)))
    said = output_of(executed, "for digit in record.ranking")
    assert f"it is a {digits.label(8537)}, and the network answers {record.prediction}" in said
    right = output_of(executed, "HELD_OUT")
    answers = network.forward(digits.subset(slice(8500, 10000)).vectors())
    share = (answers.predictions == digits.labels[8500:]).mean()
    assert right == f"{share:.1%} of 1,500 are right\n"


def test_the_film_in_the_notebook_plays_with_captions(executed):
    shown = output_of(executed, "show_film(")["text/html"]
    film = base64.b64decode(re.search(r"data:video/mp4;base64,([^\"]+)", shown)[1])
    with av.open(BytesIO(film), "r") as container:
        pictures = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    assert len(pictures) > 15
    assert pictures[-1].mean() > pictures[0].mean() + 1
    captions = base64.b64decode(re.search(r"data:text/vtt;base64,([^\"]+)", shown)[1]).decode()
    assert "Every number here is computed." in captions
    assert 'aria-label="My first film"' in shown


def test_a_batch_and_other_networks_show_themselves():
    digits, network = load_digits(), load_network()
    table = network.forward(digits.subset(slice(0, 30)).vectors())._repr_html_()
    rows = re.findall(r"<tr><td>(\d+)</td><td>(\d)</td>", table)
    expected = network.forward(digits.subset(slice(0, 10)).vectors()).predictions.tolist()
    assert [int(answer) for _, answer in rows] == expected
    assert "20 more" in table
    small = Network.random((3, 4, 2), seed=1)
    assert "<svg" in small._repr_html_()
    assert "<svg" in small.forward([0.1, 0.9, 0.5])._repr_html_()
    deep = Network.random((3,) * 12, seed=1)
    assert "<svg" not in deep._repr_html_()
    assert "3-3-3" in deep._repr_html_()


def test_showing_loads_no_manim():
    code = (
        "import sys\nfrom nnviz.data import load_network\n"
        "network = load_network()\n"
        "before = 'nnviz.view.notebook' in sys.modules\n"
        "shown = network._repr_html_()\n"
        "print(before, '<svg' in shown, 'manim' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False", "True", "False"]


def test_the_steps_of_an_image_are_those_of_its_record(digits):
    image = preprocess(1.0 - digits.image(5))
    svg = image._repr_html_()
    assert svg.count("<image") == len(image.steps)
    for step in image.steps:
        assert f"{step.title}: {step.array.shape[0]} by {step.array.shape[1]} pixels" in svg
