import json
import re
import subprocess
import sys

import click
import numpy as np
import pytest

from nnviz import __version__
from nnviz.cli import main
from nnviz.cli.commands import COMMANDS, nnviz
from nnviz.cli.common import bar
from nnviz.core import Network
from nnviz.data.evaluation import evaluate


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit_:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(exit_.value.code or 0), out, err


def test_the_list_of_commands_imports_none(capsys):
    code, out, _ = run(capsys, "--help")
    assert code == 0
    for name, row in COMMANDS.items():
        assert re.search(rf"^  {name} +\S", out, re.MULTILINE)
        assert row.help.endswith(".")
    done = subprocess.run(
        [sys.executable, "-c", "import sys, nnviz.cli.commands; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    for row in COMMANDS.values():
        assert row.target.split(":")[0] not in done.stdout.split()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_examples(name, capsys):
    code, out, _ = run(capsys, name, "--help")
    assert code == 0
    assert "Examples:" in out
    assert f"nnviz {name}" in out
    assert max(map(len, out.splitlines())) <= 80
    assert isinstance(nnviz.get_command(click.Context(nnviz), name), click.Command)


def test_the_version(capsys):
    assert run(capsys, "--version")[:2] == (0, f"nnviz {__version__}\n")


def test_an_unknown_command_is_one_line(capsys):
    code, out, err = run(capsys, "predicct")
    assert (code, out) == (2, "")
    assert "predicct" in err
    assert err.count("\n") == 1


def test_no_command_shows_the_help(capsys):
    code, _, err = run(capsys)
    assert code == 2
    assert "Commands:" in err


def test_trace_is_the_whole_forward_pass(capsys, digits, network):
    code, out, _ = run(capsys, "trace", "--digit", "8700", "--json", "--contributions")
    document = json.loads(out)
    record = network.forward(digits.vectors()[8700])
    assert code == 0
    assert document["inputs"] == record.inputs.tolist()
    assert document["digit"] == record.prediction
    assert document["label"] == digits.label(8700)
    assert document["sizes"] == [784, 16, 16, 10]
    for index, (layer, trace) in enumerate(zip(document["layers"], record.layers, strict=True)):
        assert layer["pre_activations"] == trace.pre_activations.tolist()
        assert layer["activations"] == trace.activations.tolist()
        assert layer["contributions"] == record.contributions(index).tolist()


def test_trace_in_words_has_every_neuron(capsys, digits, network):
    code, out, _ = run(capsys, "trace", "--digit", "8700")
    record = network.forward(digits.vectors()[8700])
    assert code == 0
    shown = [float(a) for a in re.findall(r"  a = ([0-9.]+)", out)]
    expected = np.concatenate([trace.activations for trace in record.layers])
    np.testing.assert_allclose(shown, expected, atol=5e-5)


@pytest.mark.parametrize("arguments", [[], ["a.png", "--digit", "1"], ["nothing.png"]])
def test_trace_refuses_in_one_line(arguments, capsys):
    code, out, err = run(capsys, "trace", *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_evaluate_counts_like_the_library(capsys, tmp_path, digits, network):
    part = digits.subset(slice(7000, 7200))
    np.savez(tmp_path / "part.npz", images=part.images, labels=part.labels)
    code, out, _ = run(capsys, "evaluate", "--data", str(tmp_path / "part.npz"), "--json")
    document = json.loads(out)
    expected = evaluate(network, part.vectors(), part.labels)
    assert code == 0
    assert (document["right"], document["of"]) == (expected.right, 200)
    assert document["confusion"] == expected.confusion.tolist()
    assert len(document["mistakes"]) == min(10, 200 - expected.right)


def test_evaluate_prints_both_figures(capsys):
    code, out, _ = run(
        capsys, "evaluate", "--drawn", "--drawings", "20", "--each", "1", "--worst", "2"
    )
    assert code == 0
    assert re.search(r"held-out shipped digits: 1,\d\d\d of 1,500 right, 9\d\.\d\d%", out)
    assert re.search(r"drawn by a program: \d+ of 20 right, \d+\.\d\d%", out)
    assert len(re.findall("taken for", out)) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data", "missing.npz"],
        ["--data", "a", "--data", "b", "--data", "c"],
        ["--network", "missing.npz"],
        ["--drawings", "0"],
    ],
    ids=" ".join,
)
def test_evaluate_refuses_in_one_line(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "evaluate", *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_train_writes_a_network_that_can_be_read(capsys, tmp_path):
    path = tmp_path / "deep" / "mine.safetensors"
    code, out, _ = run(
        capsys, "train", "--epochs", "1", "--hidden", "8", "--seed", "2", "-o", str(path), "--json"
    )
    document = json.loads(out)
    trained = Network.load(path)
    assert code == 0
    assert trained.sizes == (784, 8, 10)
    assert document["network"] == trained.digest
    assert document["shipped"] is False
    assert document["held_out"]["of"] == 1500


@pytest.mark.parametrize(
    "arguments",
    [["-o", "network.pkl"], ["--epochs", "0"], ["--seed", "-1"], ["--hidden", "0"], ["-o", "."]],
    ids=" ".join,
)
def test_train_refuses_in_one_line_and_leaves_nothing(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "train", *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_bars_are_as_long_as_the_value():
    assert bar(0.0) == " " * 24
    assert bar(1.0) == "█" * 24
    assert bar(0.5) == "█" * 12 + " " * 12
    assert bar(1.0 / 24 / 8) == "▏" + " " * 23
    for value in np.linspace(0, 1, 50):
        assert len(bar(float(value))) == 24
