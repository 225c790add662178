import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from pictures import encoded, three
from PIL import Image

from nnviz.cli import main
from nnviz.core import DenseLayer, Network
from nnviz.data import as_vector, read_image


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit_:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(exit_.value.code or 0), out, err


def png_that_says(width: int, height: int) -> bytes:
    """A PNG whose header promises this size and whose pixels are not there."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


def bad_inputs() -> dict[str, bytes]:
    good = encoded(three())
    blank = Image.new("L", (80, 80), 255)
    speck = blank.copy()
    speck.paste(0, (40, 40, 42, 42))
    noise = np.random.default_rng(1).integers(0, 256, (90, 90)).astype(np.uint8)
    jpeg = encoded(three(), "JPEG")
    webp = encoded(three().convert("RGB"), "WEBP")
    broken = bytearray(good)
    broken[60:90] = bytes(30)
    return {
        "empty.png": b"",
        "zeros.png": bytes(500),
        "text.png": b"this is not a picture",
        "page.html": b"<html><body>3</body></html>",
        "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "paper.pdf": b"%PDF-1.7\n%%EOF",
        "script.ps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\nshowpage",
        "array.npy": b"\x93NUMPY\x01\x00",
        "archive.zip": b"PK\x05\x06" + bytes(18),
        "film.mp4": b"\0\0\0\x18ftypmp42" + bytes(64),
        "photo.tiff": encoded(three(), "TIFF"),
        "signature.png": good[:8],
        "header.png": good[:30],
        "half.png": good[: len(good) // 2],
        "broken.png": bytes(broken),
        "half.jpg": jpeg[: len(jpeg) // 2],
        "start.jpg": jpeg[:3],
        "half.webp": webp[: len(webp) // 2],
        "half.gif": encoded(three(), "GIF")[:40],
        "half.bmp": encoded(three(), "BMP")[:200],
        "wide.png": png_that_says(2**31 - 1, 2**31 - 1),
        "bomb.png": png_that_says(30_000, 30_000),
        "short.png": png_that_says(100, 100),
        "pixel.png": encoded(Image.new("L", (1, 1), 0)),
        "line.png": encoded(Image.new("L", (300, 3), 0)),
        "white.png": encoded(blank),
        "black.jpg": encoded(Image.new("RGB", (80, 80)), "JPEG"),
        "clear.png": encoded(Image.new("RGBA", (80, 80), (0, 0, 0, 0))),
        "faint.png": encoded(Image.fromarray(np.asarray(blank) - np.eye(80, dtype=np.uint8) * 4)),
        "speck.png": encoded(speck),
        "noise.png": encoded(Image.fromarray(noise)),
    }


BAD = bad_inputs()
PLACES = ("", ".", "missing.png", "folder/", "no\0byte.png")


@pytest.mark.parametrize("name", [*BAD, *PLACES], ids=lambda name: repr(name))
def test_a_bad_input_is_one_clear_line(name, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    if name in BAD:
        (tmp_path / name).write_bytes(BAD[name])
    code, out, err = run(capsys, "predict", name)
    assert code == 2
    assert out == ""
    assert err.startswith("nnviz: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert 20 < len(err) < 300
    if name in BAD:
        assert name in err


def test_there_are_at_least_thirty():
    assert len(BAD) >= 30


def test_it_says_which_digit_and_how_sure(capsys, tmp_path, network):
    path = tmp_path / "three.png"
    three().save(path)
    record = network.forward(as_vector(read_image(path).image))
    code, out, err = run(capsys, "predict", str(path))
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith(f"{path}: {record.prediction}  (")
    for digit, value in enumerate(record.outputs):
        line = lines[1 + digit]
        assert line.split()[0] == str(digit)
        assert line.split()[-1] == f"{value:.3f}"
        assert line.count("█") == int((value * 24 * 8 + 0.5) // 8)


def test_json_equals_the_forward_pass(capsys, tmp_path, network):
    path = tmp_path / "three.png"
    three().save(path)
    record = network.forward(as_vector(read_image(path).image))
    code, out, _ = run(capsys, "predict", "--json", str(path))
    document = json.loads(out)
    assert code == 0
    assert document["network"] == network.digest
    (result,) = document["results"]
    assert result["digit"] == record.prediction
    assert result["outputs"] == record.outputs.tolist()
    assert result["ranking"] == list(record.ranking)


def test_one_bad_picture_does_not_stop_the_others(capsys, tmp_path):
    good, bad, also = (tmp_path / name for name in ("a.png", "b.png", "c.png"))
    three().save(good)
    bad.write_bytes(b"words")
    three().save(also)
    code, out, err = run(capsys, "predict", str(good), str(bad), str(also))
    assert code == 2
    assert "a.png: " in out
    assert "c.png: " in out
    assert err.count("\n") == 1
    assert "b.png" in err
    code, out, _ = run(capsys, "predict", "--json", str(good), str(bad), str(also))
    assert code == 2
    assert ["error" in result for result in json.loads(out)["results"]] == [False, True, False]


def test_show_prints_the_pixels_of_a_shipped_digit(capsys, digits, network):
    code, out, _ = run(capsys, "predict", "--digit", "8600", "--show")
    assert code == 0
    rows = [line[1:-1] for line in out.splitlines() if line.startswith("│")]
    assert [len(row) for row in rows] == [56] * 28
    shown = np.array([[" ░▒▓█".index(c) for c in row[::2]] for row in rows])
    np.testing.assert_array_equal(shown, (digits.image(8600) * 4 + 0.5).astype(int))
    prediction = network.forward(as_vector(digits.image(8600))).prediction
    assert f"shipped digit 8600: {prediction}" in out


def test_another_network_answers(capsys, tmp_path):
    other = Network.random((784, 5, 10), seed=4)
    other.save(tmp_path / "other.safetensors")
    code, out, _ = run(
        capsys,
        "predict",
        "--digit",
        "3",
        "--json",
        "--network",
        str(tmp_path / "other.safetensors"),
    )
    assert code == 0
    assert json.loads(out)["network"] == other.digest


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["three.png", "--digit", "3"],
        ["--digit", "10000"],
        ["--digit", "-1"],
        ["--digit", "three"],
        ["--digit", "3", "--network", "missing.npz"],
        ["--digit", "3", "--network", "network.pkl"],
        ["--digit", "3", "--network", "small.npz"],
        ["--digit", "3", "--network", "."],
        ["--unknown"],
    ],
    ids=" ".join,
)
def test_bad_arguments_are_one_clear_line(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Network.random((3, 2), seed=1).save(tmp_path / "small.npz")
    code, out, err = run(capsys, "predict", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("nnviz: ")
    assert err.count("\n") == 1


def test_predict_loads_nothing_that_draws(tmp_path):
    three().save(tmp_path / "three.png")
    program = (
        "import sys; from nnviz.cli import main\n"
        "try: main(['predict', 'three.png'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {module.split(".")[0] for module in done.stdout.splitlines()[-1].split()}
    assert {"numpy", "PIL", "click"} <= loaded
    unwanted = {"manim", "rich", "cloup", "safetensors", "av", "jinja2", "typst", "threadpoolctl"}
    assert not loaded & unwanted
    assert "scipy.sparse" not in done.stdout.split()


def test_names_of_files_reach_the_terminal_as_text(tmp_path, capfdbinary, monkeypatch):
    monkeypatch.chdir(tmp_path)
    good, bad = os.fsdecode(b"good\xff\x1b[2J.png"), os.fsdecode(b"bad\xff\x1b[2J.png")
    Path(good).write_bytes(encoded(three()))
    Path(bad).write_bytes(b"no picture")
    for arguments in (["predict", good, bad], ["predict", "--json", good, bad], ["trace", good]):
        with pytest.raises(SystemExit):
            main(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        for text in (out.decode("utf-8"), err.decode("utf-8")):
            assert all(line.isprintable() for line in text.splitlines())
        if "--json" in arguments:
            results = json.loads(out)["results"]
            assert [result["source"] for result in results] == [good, bad]
        else:
            assert rb"good\xff\x1b[2J.png" in out
    with pytest.raises(SystemExit):
        main(["figure", "digit", "--image", good, "-o", os.fsdecode(b"out\xff.svg")])
    assert capfdbinary.readouterr().out == b"out\xff.svg\n"
    assert "good" in Path(os.fsdecode(b"out\xff.svg")).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [["predict"], ["trace"], ["evaluate"], ["figure", "forward"]])
@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.parametrize("weight", [1e308, 1e200])
def test_a_network_of_huge_numbers(capsys, tmp_path, command, options, weight):
    hidden = DenseLayer(np.full((4, 784), weight), np.zeros(4), "relu")
    outputs = np.full((10, 4), weight)
    outputs[::2] *= -1
    network = Network([hidden, DenseLayer(outputs, np.zeros(10), "identity")])
    network.save(tmp_path / "huge.npz")
    if command[0] == "figure":
        if options:
            return
        options = ["-o", str(tmp_path / "out.svg")]
    digit = [] if command == ["evaluate"] else ["--digit", "8700"]
    given = [*command, *digit, "--network", str(tmp_path / "huge.npz"), *options]
    code, _, err = run(capsys, *given)
    assert code == 2
    assert "layer 1" in err or "layer 2" in err
    assert not (tmp_path / "out.svg").exists()


def test_a_margin_too_large_for_json(capsys, tmp_path):
    weights = np.zeros((10, 784))
    network = Network([DenseLayer(weights, 1.7e308 * (-1.0) ** np.arange(10), "identity")])
    network.save(tmp_path / "wide.npz")
    code, _, err = run(capsys, "evaluate", "--json", "--network", str(tmp_path / "wide.npz"))
    assert code == 2
    assert "finite" in err
