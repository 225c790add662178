"""Networks of named features: typed numbers and tables, by names."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnviz.core import Meaning, Network
from nnviz.data import read_image
from nnviz.formats import read_network, write_network

IRIS = Path(__file__).parents[1] / "formats" / "fixtures" / "sklearn-iris.skops"
XOR = IRIS.with_name("sklearn-xor.onnx")
HEADER = "petal width (cm),class,sepal length,sepal width (cm),petal length (cm)"


@pytest.fixture
def table(tmp_path):
    """Three flowers with their columns in another order; the second says what it is not."""
    lines = [HEADER, "0.2,setosa,5.1,3.5,1.4", "2.5,setosa,6.3,3.3,6", "1.3,versicolor,5.7,2.8,4.1"]
    path = tmp_path / "flowers.csv"
    path.write_text("\n".join(lines))
    return path


def test_an_answer_has_the_names_of_the_network(nnviz):
    code, out, _ = nnviz("predict", "--network", IRIS, "--input", "5.1,3.5,1.4,0.2")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "5.1,3.5,1.4,0.2: setosa"
    assert "petal length (cm) 1.4" in lines[1]
    assert [line.split()[0] for line in lines[2:5]] == ["setosa", "versicolor", "virginica"]
    _, out, _ = nnviz("predict", "--network", XOR, "--input", "0,1", "--input", "1,1")
    assert [line for line in out.splitlines() if ": " in line] == ["0,1: 1", "1,1: 0"]


def test_a_table_is_read_by_the_names_of_its_columns(nnviz, table):
    code, out, _ = nnviz("predict", "--network", IRIS, "--input", table, "--json")
    assert code == 0
    results = json.loads(out)["results"]
    assert results[0]["inputs"] == [5.1, 3.5, 1.4, 0.2]
    assert [result["answer"] for result in results] == ["setosa", "virginica", "versicolor"]
    assert [result["right"] for result in results] == [True, False, True]
    network = read_network(IRIS)
    expected = network.forward([5.1, 3.5, 1.4, 0.2]).outputs
    assert list(results[0]["outputs"].values()) == expected.tolist()
    _, out, _ = nnviz("predict", "--network", IRIS, "--input", table, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["answer"] for row in rows] == ["setosa", "virginica", "versicolor"]
    _, out, _ = nnviz("predict", "--network", IRIS, "--input", table)
    assert "it is labelled setosa: wrong" in out
    assert out.endswith("2 of 3 right, 66.67%\n")


def test_a_table_measures_a_network(nnviz, table, tmp_path):
    code, out, _ = nnviz("evaluate", "--network", IRIS, "--data", table)
    assert code == 0
    assert "2 of 3 right, 66.67%" in out
    assert out.splitlines()[-3].split() == ["setosa", "1", ".", "1"]
    _, out, _ = nnviz("evaluate", "--network", IRIS, "--data", table, "--json")
    assert json.loads(out)["confusion"] == [[1, 0, 1], [0, 1, 0], [0, 0, 0]]
    path = tmp_path / "xor.csv"
    path.write_text("0;0;0\n0;1;1\n1;0;1\n1;1;0\n")
    _, out, _ = nnviz("evaluate", "--network", XOR, "--data", path)
    assert "4 of 4 right" in out


def test_a_trace_names_inputs_and_outputs(nnviz, table):
    code, out, _ = nnviz("trace", "--network", IRIS, "--input", "5.1,3.5,1.4,0.2")
    assert code == 0
    assert "  petal width (cm) = 0.2\n" in out
    assert out.endswith("answer: setosa\n")
    code, out, _ = nnviz(
        "trace", "--network", IRIS, "--input", "5.1,3.5,1.4,0.2", "--json", "--contributions"
    )
    document = json.loads(out)
    record = read_network(IRIS).forward([5.1, 3.5, 1.4, 0.2])
    assert document["answer"] == "setosa"
    for index, layer in enumerate(document["layers"]):
        assert layer["pre_activations"] == record.layers[index].pre_activations.tolist()
        np.testing.assert_array_equal(layer["contributions"], record.contributions(index))
    code, _, err = nnviz("trace", "--network", IRIS, "--input", table)
    assert (code, "expected one input to trace" in err) == (2, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("5.1,3.5", "expected 4 numbers (sepal length (cm), "),
        ("5.1,3.5,x,1", "expected a number; got 'x'"),
        ("5.1,3.5,nan,1", "NaN or infinite"),
        ("missing.csv", "No such file"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(nnviz, text, message):
    code, out, err = nnviz("predict", "--network", IRIS, "--input", text)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1 to 100,000 rows"),
        ("1,2,3\n", "line 1: expected 4 numbers, and what it is if that is known; got 3"),
        ("a,b,c,d\n1,2,3,4,tulip\n", "line 2: expected one of setosa, "),
        ("1,2,3,4,7\n", "expected one of setosa, "),
        ("1,2,three,4\n", "line 1: expected a number; got 'three'"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_its_line(nnviz, tmp_path, text, message):
    (tmp_path / "odd.csv").write_text(text)
    code, _, err = nnviz("predict", "--network", IRIS, "--input", "odd.csv")
    assert code == 2
    assert message in err


def test_what_a_row_really_is_must_be_said_to_measure(nnviz, tmp_path):
    (tmp_path / "bare.csv").write_text("1,2,3,4\n")
    code, _, err = nnviz("evaluate", "--network", IRIS, "--data", "bare.csv")
    assert (code, "bare.csv, line 1: expected what it really is" in err) == (2, True)


def test_a_network_without_names_has_indices(nnviz, tmp_path):
    write_network(Network.random((2, 3, 2), seed=1), tmp_path / "plain.npz")
    code, out, _ = nnviz("predict", "--network", "plain.npz", "--input", "1,2")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:3]] == ["0", "1"]
    code, _, err = nnviz("predict", "--network", "plain.npz", "--input", "1,2", "--digit", 1)
    assert (code, "or --input" in err) == (2, True)


def test_a_figure_shows_typed_numbers_by_their_names(nnviz, tmp_path):
    code, _, err = nnviz(
        "figure", "forward", "--network", IRIS, "--input", "5.1,3.5,1.4,0.2", "-o", "iris.svg"
    )
    assert code == 0, err
    svg = (tmp_path / "iris.svg").read_text()
    assert ">petal length (cm)<" in svg
    assert ">setosa<" in svg
    given = ("--network", XOR, "--input", "0,1", "-o", "xor.svg")
    assert nnviz("figure", "sigmoid", *given)[0] == 0
    code, _, err = nnviz("figure", "network", *given)
    assert (code, "--input belongs to forward and sigmoid" in err) == (2, True)
    code, _, err = nnviz("figure", "forward", "--digit", 1, *given)
    assert (code, "--digit, or --input" in err) == (2, True)
    code, _, err = nnviz("figure", "forward", "--network", XOR, "-o", "xor.svg")
    assert (code, "give them by --input" in err) == (2, True)


def test_a_picture_is_brought_to_the_pixels_that_a_network_reads(nnviz, tmp_path, digits):
    layers = Network.random((64, 10), seed=1).layers
    network = Network(layers, Meaning(image_shape=(8, 8)))
    write_network(network, tmp_path / "eight.npz")
    ink = 255 - np.kron(digits.images[8600], np.ones((9, 9), dtype=np.uint8))
    Image.fromarray(np.pad(ink, 60, constant_values=255)).save(tmp_path / "digit.png")
    code, out, err = nnviz("predict", "digit.png", "--network", "eight.npz", "--json")
    assert code == 0, err
    (result,) = json.loads(out)["results"]
    seen = read_image(tmp_path / "digit.png").image
    # 28 pixels are 3.5 of eight: every second edge goes through the middle of a pixel.
    fine = np.kron(seen, np.ones((2, 2))).reshape(8, 7, 8, 7).mean(axis=(1, 3))
    np.testing.assert_allclose(result["inputs"], fine.ravel(), atol=1e-12)
    assert list(result["outputs"].values()) == network.forward(result["inputs"]).outputs.tolist()
    code, _, err = nnviz("predict", "digit.png", "--network", "eight.npz", "--show")
    assert (code, "28 x 28" in err) == (2, True)
