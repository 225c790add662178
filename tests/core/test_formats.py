import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnviz.core import ACTIVATIONS, DenseLayer, Network, NNVizError
from nnviz.core.formats import load_network_file, read_npz_arrays, save_network_file
from nnviz.files import replace_file

ENDINGS = (".npz", ".safetensors")


@pytest.mark.parametrize("ending", ENDINGS)
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
    save_network_file(network, path)
    again = load_network_file(path)
    assert again == network
    for before, after in zip(network.layers, again.layers, strict=True):
        assert before.weights.tobytes() == after.weights.tobytes()
        assert before.biases.tobytes() == after.biases.tobytes()
        assert before.activation is after.activation


@pytest.mark.parametrize("ending", ENDINGS)
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
        load_network_file(path)


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
        load_network_file(write("bad.npz", npz(**members)))


def test_damaged_files_are_refused(write, tmp_path, tiny_network):
    for ending in ENDINGS:
        tiny_network.save(tmp_path / f"good{ending}")
        data = (tmp_path / f"good{ending}").read_bytes()
        for name, damaged in {
            "empty": b"",
            "half": data[: len(data) // 2],
            "text": b"not a network at all, just words",
            "zeros": bytes(200),
        }.items():
            with pytest.raises(NNVizError, match=name):
                load_network_file(write(f"{name}{ending}", damaged))
    with pytest.raises(NNVizError, match="there is no file"):
        load_network_file(tmp_path / "missing.npz")
    (tmp_path / "folder.npz").mkdir()
    with pytest.raises(NNVizError, match="folder"):
        load_network_file(tmp_path / "folder.npz")
    with pytest.raises(NNVizError, match=r"\.npz or \.safetensors"):
        load_network_file(tmp_path / "network.pkl")


def test_a_bomb_is_refused_before_it_is_unpacked(write):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("weights_1.npy", bytes(300 * 2**20))
    with pytest.raises(NNVizError, match="declares"):
        load_network_file(write("bomb.npz", buffer.getvalue()))


def test_a_header_that_promises_too_much_is_refused(write):
    member = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        member, {"descr": "<f8", "fortran_order": False, "shape": (10**9, 10**6)}
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("images.npy", member.getvalue())
    with pytest.raises(NNVizError, match="images does not hold"):
        read_npz_arrays(write("promise.npz", buffer.getvalue()))


def test_safetensors_without_our_metadata_is_refused(write):
    header = json.dumps({"a": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}}).encode()
    data = len(header).to_bytes(8, "little") + header + bytes(8)
    with pytest.raises(NNVizError, match="metadata"):
        load_network_file(write("other.safetensors", data))


@pytest.mark.parametrize("ending", ENDINGS)
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


def test_replace_file_keeps_the_old_file_and_no_draft_when_the_block_fails(tmp_path):
    target = tmp_path / "film.mp4"
    target.write_bytes(b"old")

    def fail():
        with replace_file(target) as draft:
            draft.write_bytes(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["film.mp4"]
    with replace_file(target) as draft:
        assert draft.suffix == ".mp4"
        draft.write_bytes(b"new")
    assert target.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["film.mp4"]


def test_replace_file_refuses_what_cannot_be_written(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for target, word in ((tmp_path, "folder"), (tmp_path / "file" / "below.npz", "cannot write")):
        with pytest.raises(NNVizError, match=word), replace_file(target):
            pass
