import io
import json
import os
import pickle
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnviz.core import ACTIVATIONS, DenseLayer, Network, NNVizError
from nnviz.formats import (
    MAX_BYTES,
    MAX_NUMBERS,
    WRITTEN,
    read_arrays,
    read_network,
    write_network,
)


@pytest.mark.parametrize("ending", WRITTEN)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sizes=st.lists(st.integers(1, 6), min_size=2, max_size=4),
    names=st.lists(st.sampled_from(sorted(ACTIVATIONS)), min_size=3, max_size=3),
    seed=st.integers(0, 99),
)
def test_round_trip_is_exact(tmp_path, ending, sizes, names, seed):
    network = Network.random(sizes, seed=seed)
    for index, layer in enumerate(network.layers):
        changed = DenseLayer(layer.weights * 1e-300, layer.biases + 1 / 3, names[index])
        network = network.with_layer(index, changed)
    path = tmp_path / f"network{ending}"
    write_network(network, path)
    again = read_network(path)
    assert again == network
    for before, after in zip(network.layers, again.layers, strict=True):
        assert before.weights.tobytes() == after.weights.tobytes()
        assert before.biases.tobytes() == after.biases.tobytes()
        assert before.activation is after.activation


@pytest.mark.parametrize("ending", WRITTEN)
def test_the_same_network_is_the_same_file(tmp_path, network, ending):
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    network.save(first)
    network.save(second)
    assert first.read_bytes() == second.read_bytes()


def test_numpy_reads_the_npz_without_pickle(tmp_path, tiny_network):
    path = tmp_path / "tiny.npz"
    tiny_network.save(path)
    with np.load(path, allow_pickle=False) as file:
        assert int(file["format_version"]) == 1
        assert file["activations"].tolist() == ["sigmoid", "sigmoid"]
        np.testing.assert_array_equal(file["weights_2"], tiny_network.layers[1].weights)


def npz(**members) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **members)
    return buffer.getvalue()


GOOD = {
    "format_version": np.array(1),
    "activations": np.array(["sigmoid"]),
    "weights_1": np.ones((2, 3)),
    "biases_1": np.ones(2),
}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format_version": np.array(99)}, "99"),
        ({"format_version": np.array(1.5)}, "format_version"),
        ({"activations": np.array(["swish"])}, "layer 1.*swish"),
        ({"activations": np.array([1.0])}, "activations"),
        ({"activations": np.array(["sigmoid", "relu"])}, "biases_2, weights_2"),
        ({"weights_1": np.ones((2, 3, 1))}, r"layer 1.*\(2, 3, 1\)"),
        ({"weights_1": np.array([["a"]])}, "layer 1"),
        ({"weights_1": np.full((2, 3), np.nan)}, "layer 1.*NaN"),
        ({"biases_1": np.ones(4)}, r"layer 1.*\(2, 3\).*\(4,\)"),
        ({"extra": np.ones(1)}, "extra"),
        ({"weights_1": np.array([[object()]])}, "weights_1"),
    ],
)
def test_a_file_that_is_no_network_is_refused_by_name(write, changes, message):
    path = write("bad.npz", npz(**{**GOOD, **changes}))
    with pytest.raises(NNVizError, match=rf"(?s)bad\.npz.*{message}"):
        read_network(path)


def test_neighbours_that_do_not_fit_are_refused(write):
    members = {
        "format_version": np.array(1),
        "activations": np.array(["sigmoid", "sigmoid"]),
        "weights_1": np.ones((2, 3)),
        "biases_1": np.ones(2),
        "weights_2": np.ones((2, 5)),
        "biases_2": np.ones(2),
    }
    with pytest.raises(NNVizError, match=r"layer 2.*\(2, 5\).*\(2, 3\)"):
        read_network(write("bad.npz", npz(**members)))


def test_damaged_files_are_refused(write, tmp_path, tiny_network):
    for ending in WRITTEN:
        tiny_network.save(tmp_path / f"good{ending}")
        data = (tmp_path / f"good{ending}").read_bytes()
        for name, damaged in {
            "empty": b"",
            "half": data[: len(data) // 2],
            "text": b"not a network at all, just words",
            "zeros": bytes(200),
        }.items():
            with pytest.raises(NNVizError, match=name):
                read_network(write(f"{name}{ending}", damaged))
    with pytest.raises(NNVizError, match="No such file"):
        read_network(tmp_path / "missing.npz")
    (tmp_path / "folder.npz").mkdir()
    with pytest.raises(NNVizError, match="folder"):
        read_network(tmp_path / "folder.npz")
    with pytest.raises(NNVizError, match=r"\.npz, \.safetensors, .* or \.skops"):
        read_network(tmp_path / "network.txt")


def archive(members, method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in members:
            file.writestr(name, data)
    return buffer.getvalue()


def array(values) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, values)
    return buffer.getvalue()


def peak(function, *arguments) -> int:
    """Return how many bytes a call has at once, of those that Python asks for."""
    tracemalloc.start()
    try:
        with pytest.raises(NNVizError):
            function(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_without_a_bound_is_not_unpacked(write, method):
    path = write("bomb.npz", archive([("weights_1.npy", bytes(100 << 20))], method))
    assert peak(read_network, path) < 2 << 20
    with pytest.raises(NNVizError, match="compressed by method"):
        read_network(path)


def test_the_bytes_that_come_out_are_bounded_whatever_the_directory_says(write):
    """Small sizes in the directory, as in a bomb that lies, and honest ones."""
    honest = archive([("weights_1.npy", bytes(100 << 20))])
    lying = honest.replace((100 << 20).to_bytes(4, "little"), (64).to_bytes(4, "little"))
    assert lying != honest
    for data in (honest, lying):
        assert peak(read_network, write("bomb.npz", data)) < 4 * MAX_BYTES
    with pytest.raises(NNVizError, match=r"bomb\.npz.*at most 48 MB"):
        read_network(write("bomb.npz", honest))


def test_many_members_are_refused_before_they_are_listed(write):
    path = write("many.npz", archive((f"{n}.npy", b"") for n in range(20_000)))
    assert peak(read_network, path) < 8 << 20
    with pytest.raises(NNVizError, match="members"):
        read_network(path)


@pytest.mark.parametrize("shape", [(10**9, 10**6), (0, 10**30), (-1, -8), (10**9,)])
@pytest.mark.parametrize("kind", ["<f8", "<U0", "V0", "|O", [("a", "<f8")]])
def test_a_header_that_promises_too_much_is_refused(write, shape, kind):
    member = io.BytesIO()
    header = {"descr": kind, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_2_0(member, header)
    data = archive([("images.npy", member.getvalue())])
    with pytest.raises(NNVizError, match=r"promise\.npz"):
        read_arrays(write("promise.npz", data))


def test_a_member_that_is_there_twice_is_refused(write):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = archive([("a.npy", array([1.0])), ("a.npy", array([2.0]))])
    with pytest.raises(NNVizError, match="a is there twice"):
        read_arrays(write("twice.npz", data))


def test_names_from_the_archive_reach_no_terminal_as_codes(write):
    data = npz(**GOOD, **{"\x1b[2J\u202e" + "x" * 60_000: np.ones(1)})
    with pytest.raises(NNVizError) as refused:
        read_network(write("codes.npz", data))
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 500
    assert r"\x1b[2J" in str(refused.value)


def safetensors(header: bytes, data: bytes = b"") -> bytes:
    return len(header).to_bytes(8, "little") + header + data


def about(text: str) -> bytes:
    tensors = {"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}}
    header = json.dumps({"__metadata__": {"nnviz": text}, **tensors}).encode()
    return safetensors(header, bytes(8))


@pytest.mark.parametrize(
    "data",
    [
        about('{"format_version": Infinity, "activations": ["relu"]}'),
        about('{"format_version": NaN, "activations": ["relu"]}'),
        about('{"format_version": true, "activations": ["relu"]}'),
        about('{"format_version": 1' + "0" * 4000 + ', "activations": ["relu"]}'),
        about('{"format_version": 1, "activations": "relu"}'),
        about('{"format_version": 1, "activations": [[]]}'),
        about("[" * 100_000),
        safetensors(b'{"a":' + b"[" * 500_000),
        safetensors(b'{"a":' + b"[]," * 5_000_000),
        (1 << 62).to_bytes(8, "little") + b"{",
    ],
    ids=[
        "infinity", "nan", "true", "huge", "no list", "no names", "nested metadata", "nested",
        "long header", "length",
    ],
)  # fmt: skip
def test_odd_safetensors_are_refused(write, data):
    with pytest.raises(NNVizError, match=r"odd\.safetensors"):
        read_network(write("odd.safetensors", data))


def test_the_ending_must_be_the_contents(write, tmp_path, tiny_network):
    for ending, other in (WRITTEN, WRITTEN[::-1]):
        path = tmp_path / f"network{ending}"
        write_network(tiny_network, path)
        renamed = write(f"renamed{other}", path.read_bytes())
        with pytest.raises(NNVizError, match=f"expected a {other} file; it looks like a {ending}"):
            read_network(renamed)
        upper = write(f"UPPER{ending.upper()}", path.read_bytes())
        assert read_network(upper) == tiny_network
    with pytest.raises(NNVizError, match="pickle"):
        read_network(write("model.npz", pickle.dumps([1.0])))
    with pytest.raises(NNVizError, match=r"\.npz or \.safetensors; got network\.onnx"):
        write_network(tiny_network, "network.onnx")


@pytest.mark.parametrize("name", ["model.pt", "MODEL.PTH", "model.pkl", "model.joblib"])
def test_what_runs_code_when_it_is_opened_is_refused_with_the_lines_that_convert_it(name):
    with pytest.raises(NNVizError, match=r"run code.*Convert it") as refused:
        read_network(name)
    lines = str(refused.value)
    assert ("save_file(torch.load" if "pt" in name.lower() else "from_sklearn(joblib.load") in lines


def test_what_could_not_be_read_again_is_not_written(tmp_path):
    wide = Network([DenseLayer(np.zeros((2, MAX_NUMBERS // 2)), np.zeros(2))])
    with pytest.raises(NNVizError, match="at most"):
        wide.save(tmp_path / "wide.npz")
    assert not list(tmp_path.iterdir())


def test_small_numbers_do_not_unpack_to_more_than_the_bound(write):
    """Bytes would take eight times as much in float64."""
    data = npz(**{**GOOD, "weights_1": np.zeros((2, MAX_NUMBERS // 2), np.int8)})
    with pytest.raises(NNVizError, match="weights and biases"):
        read_network(write("bytes.npz", data))


@pytest.mark.parametrize("ending", WRITTEN)
def test_a_pipe_is_no_network(tmp_path, ending):
    os.mkfifo(tmp_path / f"pipe{ending}")
    with pytest.raises(NNVizError, match="no ordinary file"):
        read_network(tmp_path / f"pipe{ending}")


@pytest.mark.parametrize("ending", WRITTEN)
def test_an_older_file_survives_a_failure(tmp_path, tiny_network, ending, monkeypatch):
    path = tmp_path / f"network{ending}"
    tiny_network.save(path)
    before = path.read_bytes()

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(NNVizError, match="No space left"):
        Network.random((3, 2), seed=1).save(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
