"""A scene speaks, rests and keeps its record."""

import json

import numpy as np
import pytest
from golden.stills import scene_class
from manim import tempconfig

from nnviz.animations import Propagate
from nnviz.core import Network, NNVizError
from nnviz.data import Subject, choose_subject
from nnviz.mobjects import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout


@pytest.fixture
def quick(tmp_path):
    settings = {
        "pixel_width": 128,
        "pixel_height": 72,
        "frame_rate": 10,
        "media_dir": str(tmp_path),
        "verbosity": "ERROR",
        "progress_bar": "none",
        "disable_caching": True,
    }
    with tempconfig(settings):
        yield tmp_path


class Speaking(NetworkScene):
    title = "A test"

    def construct(self):
        self.next_section("One")
        self.say("The first thing that is said, of some length.")
        self.wait(0.2)
        self.rest()
        self.next_section("Two")
        self.say("The second.")
        self.note("prediction", self.forward_pass.prediction)
        self.poster_here()
        self.rest(2.0)
        self.describe("Nothing   is drawn.")


def test_captions_sections_and_numbers_are_written_beside_the_film(quick):
    scene = Speaking(subject=choose_subject(digit=4))
    scene.render()
    film = scene.renderer.file_writer.final_file_path
    record = json.loads(film.with_suffix(".json").read_text(encoding="utf-8"))
    assert [c["text"] for c in record["captions"]][1] == "The second."
    first = record["captions"][0]
    assert (first["start"], first["end"]) == (0.0, pytest.approx(45 / 15, abs=0.11))
    assert [(s["name"], s["start"]) for s in record["sections"]] == [
        ("One", 0.0),
        ("Two", first["end"]),
    ]
    assert record["duration"] == pytest.approx(record["sections"][1]["end"])
    assert record["numbers"] == {"prediction": scene.forward_pass.prediction}
    assert record["alt"] == "Nothing is drawn."
    assert record["poster"] == first["end"]
    assert record["image"] == {"source": "shipped digit 4", "label": 9}
    assert film.with_suffix(".srt").read_text(encoding="utf-8").count("-->") == 2


def test_a_scene_of_ones_own_with_sizes_of_ones_own(quick):
    network = Network.random((3, 4, 2), seed=1)

    class Mine(NetworkScene):
        needs_digits = False

        def construct(self):
            self.drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes), theme=self.theme)
            self.add(self.drawn)
            self.play(Propagate(self.drawn, network.forward([0.2, 0.9, 0.5]), step_time=0.5))

    scene = Mine()
    scene.render()
    np.testing.assert_array_equal(scene.drawn.displayed_activations()[0], [0.2, 0.9, 0.5])


def test_the_record_names_what_the_scene_has_asked_for_and_nothing_else(quick):
    own, other = Network.random((3, 4, 4, 2), seed=1), Network.random((3, 2), seed=2)

    class Nothing(NetworkScene):
        needs_digits = False

        def construct(self):
            self.wait(0.1)

    class Own(Nothing):
        def construct(self):
            super().construct()
            assert self.uses(own) is own

    class Two(Own):
        def construct(self):
            super().construct()
            self.uses(other)
            self.uses(own)

    class OnlyTheNetwork(Nothing):
        needs_digits = True

        def construct(self):
            super().construct()
            assert self.network.sizes == (784, 16, 16, 10)

    class OnlyTheImage(Nothing):
        def construct(self):
            super().construct()
            assert self.pixels.shape == (28, 28)

    def about(scene_class):
        scene = scene_class(subject=choose_subject(digit=4))
        scene.render()
        return scene.record.as_dict()

    assert {"network", "networks", "image"}.isdisjoint(about(Nothing))
    record = about(Own)
    assert record["network"] == {
        "sizes": [3, 4, 4, 2],
        "parameters": own.parameter_count,
        "digest": own.digest,
    }
    assert {"networks", "image"}.isdisjoint(record)
    assert [each["digest"] for each in about(Two)["networks"]] == [own.digest, other.digest]
    record = about(OnlyTheNetwork)
    assert record["network"]["sizes"] == [784, 16, 16, 10]
    assert "image" not in record
    record = about(OnlyTheImage)
    assert record["image"] == {"source": "shipped digit 4", "label": 9}
    assert "network" not in record


def test_a_network_of_other_sizes_is_refused_by_a_scene_about_digits(quick):
    network = Network.random((9, 4, 2), seed=1)
    subject = Subject(network, np.zeros((28, 28)), None, "nothing")
    with pytest.raises(NNVizError, match="Speaking shows a network from 784 pixels"):
        Speaking(subject=subject)


def test_the_choice_reaches_a_scene_through_the_environment(quick, monkeypatch):
    monkeypatch.setenv("NNVIZ_DIGIT", "17")
    monkeypatch.setenv("NNVIZ_THEME", "light")
    scene = Speaking()
    assert scene.subject.source == "shipped digit 17"
    assert scene.theme.name == "light"
    monkeypatch.setenv("NNVIZ_DIGIT", "seven")
    with pytest.raises(NNVizError, match="NNVIZ_DIGIT"):
        Speaking()


def test_a_word_that_no_caption_can_hold_and_nothing_at_all_are_refused(quick):
    scene = Speaking()
    with pytest.raises(NNVizError, match="two lines"):
        scene.say("a " + "word" * 30)
    with pytest.raises(NNVizError, match="empty"):
        scene.say(" ")


def test_a_number_cannot_be_shown_as_two_values(quick):
    scene = Speaking()
    scene.note("x", 1.0)
    with pytest.raises(NNVizError, match="another 'x'"):
        scene.note("x", 2.0)


def test_opengl_is_refused_with_a_clear_message(quick):
    with tempconfig({"renderer": "opengl"}), pytest.raises(NNVizError, match="Cairo"):
        Speaking()


@pytest.mark.parametrize("name", ["HiddenLayers", "NeuronIsAFunction", "Relu"])
def test_a_scene_about_hidden_layers_refuses_a_network_without(name, tmp_path, monkeypatch):
    Network.random((784, 10), seed=1).save(tmp_path / "flat.npz")
    monkeypatch.setenv("NNVIZ_NETWORK", str(tmp_path / "flat.npz"))
    with pytest.raises(NNVizError, match=rf"{name} shows .* 1 or more hidden .*\(784, 10\)"):
        scene_class(name)()


def test_texts_that_no_file_could_hold_are_held_all_the_same(quick):
    class Odd(NetworkScene):
        needs_digits = False

        def construct(self):
            self.next_section("one \udcff")
            self.say("half \ud83d said")
            self.describe("a byte \udcff")
            self.rest()

    scene = Odd()
    scene.render()
    said = json.dumps(scene.record.as_dict(), ensure_ascii=False)
    said.encode("utf-8")
    assert all(words in said for words in ("one ?", "half ? said", "a byte ?"))
