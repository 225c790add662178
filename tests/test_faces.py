"""What each room shows to the others: short lists, held here, and no two things of one name."""

import ast
import inspect
import json
import re
import subprocess
import sys
from collections import defaultdict
from importlib import import_module
from types import FunctionType

import pytest
from imports import ROOT, face_of, imports, module_name

FACES = {
    "core": """
        ACTIVATIONS Activation AveragePool2D Conv2D DenseLayer Feature Flatten Flip FloatArray
        ForwardPass GlobalAveragePool2D Layer LayerTrace MaxPool2D Meaning NNVizError Network
        Record TrainingOptions TrainingProgress activation_named blend collapse find_flips
        gradient_descent one_hot read_only sigmoid train without_activation
    """,
    "data": """
        Answers CALIBRATION CERTAINTIES Digits Doubt DrawnPicture Evaluation Explanation HARD_KINDS
        HELD_OUT IMAGE_SIDE InputRow Preprocessed Subject TRAINING WARNINGS area_average as_image
        as_vector
        centre_of_mass chance_of_being_right choose_subject current_subject doubts drawn_pictures
        evaluate explain_answer hard_pictures load_digits load_network load_photo preprocess
        read_digits read_image read_rows subject_from_environment train_digits use_subject
    """,
    "view": """
        COLORBLIND DARK FONT_FOLDER FRAMES Frame LIGHT LayerLayout NetworkLayout
        NeuronSelection READING_SPEED SQUARE STYLE Style TALL THEMES Theme VectorFigure WIDE
        WeightedTerms activation_opacity activation_scale balanced_lines calibration_figure
        caption_cues caption_lines check_glyphs content_security_policy contrast_ratio decimals_of
        digit_figure forward_figure frame_for frame_named frame_shape luminance mix network_figure
        neuron_colors nice_ticks pixels_for reading_time relative_size rgb round_reach
        sigmoid_figure sign_colors split_words text_on_opacity theme_named typst_fonts weight_image
        weights_figure worth_figure
    """,
    "text": """
        Catalogue Translation UNTIL catalogue_digest catalogue_files current_catalogue in_style
        load_catalogue translated use_catalogue write_translation
    """,
    "speech": """
        BEST KEPT_SUFFIX LOUDNESS Recordings Samples SHEET SILENT SOUND_RATE Speech SpokenWord
        TRUE_PEAK Voice VoiceChoice choose_voice current_voice heard_text is_kept_speech
        loudness_of speech_track true_peak_of use_voice
    """,
    "mobjects": """
        BatchMobject CodeListing ConnectionBatch DigitImage ImageStrip MIN_FONT_SIZE Maths
        NetworkMobject Neuron NeuronBatch NumberAxis NumberField NumberLabel NumberMatrix
        OutputBars PictureEquation PixelGrid PixelImage PlotAxes PlotCurve PlotFunction
        PlotPoint QuestionCard READABLE_PITCH SignKey TermSum WeightImage WeightKey Words
        forget_rasters output_words
    """,
    "animations": """
        ARRIVAL ChangeActivation ChangeOutputs Darken FeedInput LightUp PixelsBecomeNeurons
        Propagate Rearrange RunImages SendSignals TakeWeights Vary WeightsBecomeImage
    """,
    "stage": """
        FramedScene NetworkCamera NetworkScene
    """,
}
"""The public names of each room. One more is one more to keep: add it here when it is meant."""

FORMAT = {"begins_like_one", "network_from", "to_bytes"}
"""What every module of a format offers: one protocol, and so one thing, of `nnviz.formats`."""

LONGEST = {"nnviz": 300, "bench": 300, "tools": 300, "scenes": 200, "tests": 450}
"""How many lines a file has at the most, by the folder that it lies in."""

DEEP = re.compile(r"(?:from|import) (nnviz\.\w+\.[\w.]+)")


@pytest.mark.parametrize("room", FACES)
def test_a_face_is_the_list_that_is_held_here(room):
    assert sorted(face_of(f"nnviz.{room}")) == sorted(FACES[room].split())
    module = import_module(f"nnviz.{room}")
    for name in module.__all__:
        assert getattr(module, name) is not None


EXAMPLES = {"files", *FACES, "formats", "film", "lesson"}
"""The rooms whose public things all have an example, and say what they raise."""


@pytest.mark.parametrize("room", sorted(EXAMPLES))
def test_what_is_public_shows_how_it_is_used(room):
    """The examples themselves are run from the docstrings, by ``--doctest-modules``."""
    module = import_module(f"nnviz.{room}")
    things = {name: getattr(module, name) for name in module.__all__}
    used = {name: one for name, one in things.items() if isinstance(one, type | FunctionType)}
    assert used
    assert [name for name, one in used.items() if "Examples\n" not in (one.__doc__ or "")] == []
    assert [name for name, one in used.items() if ">>> " not in (one.__doc__ or "")] == []


@pytest.mark.parametrize("room", sorted(EXAMPLES))
def test_what_is_public_says_what_it_raises(room):
    module = import_module(f"nnviz.{room}")
    silent = []
    for name in module.__all__:
        one = getattr(module, name)
        if isinstance(one, FunctionType):
            silent += [name] if raises(one) and "Raises\n" not in (one.__doc__ or "") else []
        elif isinstance(one, type):
            methods = {word: getattr(part, "__func__", part) for word, part in vars(one).items()}
            for word, method in methods.items():
                made = word in ("__init__", "__post_init__")
                if isinstance(method, FunctionType) and raises(method) and (made or word[0] != "_"):
                    said = (one if made else method).__doc__ or ""
                    silent += [] if "Raises\n" in said else [f"{name}.{word}"]
    assert silent == []


def raises(function):
    """Return whether a function itself raises an error of ours."""
    try:
        return "raise NNVizError" in inspect.getsource(function)
    except OSError:  # A method that a dataclass wrote.
        return False


def test_a_name_stands_for_one_thing():
    places = defaultdict(set)
    for path in (ROOT / "nnviz").rglob("*.py"):
        handed_on = {one.name for one in imports(path)} - top_definitions(path)
        for name in face_of(module_name(path)) - handed_on:
            is_format = path.parent.name == "formats" and name in FORMAT
            places[name].add("a format" if is_format else path.relative_to(ROOT).as_posix())
    # The package hands on, when they are asked for, what its rooms define.
    for name in face_of("nnviz"):
        places[name].discard("nnviz/__init__.py")
    twice = {name: sorted(paths) for name, paths in places.items() if len(paths) > 1}
    assert twice == {}


def top_definitions(path):
    """Return the names of the functions and classes at the top of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}


@pytest.mark.parametrize("folder", LONGEST)
def test_no_file_is_too_long_to_be_read_at_a_sitting(folder):
    lines = {path: path.read_text("utf-8").count("\n") for path in (ROOT / folder).rglob("*.py")}
    long = {str(path): count for path, count in lines.items() if count > LONGEST[folder]}
    assert lines
    assert long == {}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_people_copy_imports_from_rooms(name):
    assert DEEP.findall((ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*")), ids=lambda path: path.name)
def test_an_example_imports_from_rooms(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells)
    assert DEEP.findall(text) == []


@pytest.mark.parametrize("room", ["core", "data", "view"])
def test_a_room_that_does_not_draw_loads_nothing_heavy(room):
    code = f"import sys, nnviz.{room}; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"manim", "cairo", "typst", "av", "jinja2"} & set(loaded)
