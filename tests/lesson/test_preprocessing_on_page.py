"""The page's preprocessing and its doubts, in a real browser, against Python."""

import base64
import json

import numpy as np
import pytest
from PIL import Image

from nnviz.core import NNVizError
from nnviz.data import HARD_KINDS, as_vector, hard_pictures
from nnviz.data.doubt import CALIBRATION, chance_of_being_right, doubts
from nnviz.data.preprocessing import preprocess, read_grey


def test_preprocessing_and_forward_pass_equal_python_on_shipped_digits(
    visit, lesson, network, digits
):
    here = visit(lesson)
    images = digits.images[::25]
    found = fitted_by_page(here, images)
    expected = np.stack([preprocess(image / 255.0).image for image in images])
    np.testing.assert_array_equal([each["image"] for each in found], as_vector(expected))
    np.testing.assert_allclose(
        [each["outputs"] for each in found],
        network.forward(as_vector(expected)).outputs,
        atol=1e-6,
        rtol=0,
    )


def random_pictures(count):
    """Strokes at every size and place, light or dark ink, noise, uneven paper, enlarged digits."""
    random = np.random.default_rng(11)
    for number in range(count):
        rows, columns = (280, 280) if number % 2 else random.integers(24, 330, 2)
        y, x = np.mgrid[0:rows, 0:columns]
        picture = np.zeros((rows, columns))
        for _ in range(random.integers(1, 4)):
            a, b = random.uniform(0.02, 0.98, (2, 2)) * (rows, columns)
            along = np.clip(
                ((y - a[0]) * (b - a)[0] + (x - a[1]) * (b - a)[1])
                / max(float((b - a) @ (b - a)), 1.0),
                0,
                1,
            )
            distance = np.hypot(y - a[0] - along * (b - a)[0], x - a[1] - along * (b - a)[1])
            picture = np.maximum(picture, np.clip(min(rows, columns) / 20 - distance + 0.5, 0, 1))
        if number % 3 == 0:
            shade = np.linspace(0.75, 1.0, columns)[None, :]
            noise = random.normal(0, 0.02, picture.shape)
            picture = np.clip(shade * (1 - 0.8 * picture) + noise, 0, 1)
        yield np.rint(picture * 255).astype(np.uint8)


def fitted_by_page(visit, pictures):
    """What the page's preprocessing and network make of pictures of bytes."""
    given = [[base64.b64encode(picture.tobytes()).decode(), *picture.shape] for picture in pictures]
    # As text on both ways: a million numbers one by one would take a minute.
    found = visit.page.evaluate(
        """(list) => JSON.stringify(list.map(([text, rows, columns]) => {
             const grey = Float64Array.from(nnviz.bytes(text), (byte) => byte / 255);
             const fitted = nnviz.preprocess(grey, columns, rows);
             const { outputs } = nnviz.network.forward(fitted.image);
             return {
               image: Array.from(fitted.image),
               outputs: Array.from(outputs),
               reason: fitted.reason ?? null,
             };
        }))""",
        given,
    )
    return json.loads(found)


def test_preprocessing_equals_python_on_drawings_of_every_kind(visit, lesson):
    here = visit(lesson)
    pictures = list(random_pictures(24))
    for picture, found in zip(pictures, fitted_by_page(here, pictures), strict=True):
        assert found["reason"] is None
        expected = as_vector(preprocess(picture / 255.0).image)
        np.testing.assert_allclose(found["image"], expected, atol=1e-12, rtol=0)


def test_preprocessing_equals_python_on_hard_pictures(visit, lesson):
    here = visit(lesson)
    kinds = [kind for kind in HARD_KINDS if "megapixels" not in kind]
    pictures = [
        np.rint(read_grey(picture.data) * 255).astype(np.uint8)
        for number, kind in enumerate(kinds)
        for picture in hard_pictures(kind, 1, seed=30 + number)
    ]
    for picture, found in zip(pictures, fitted_by_page(here, pictures), strict=True):
        assert found["reason"] is None
        expected = as_vector(preprocess(picture / 255.0).image)
        np.testing.assert_allclose(found["image"], expected, atol=1e-12, rtol=0)


def test_a_picture_without_a_digit_is_refused_as_in_python(visit, lesson):
    here = visit(lesson)
    speck = np.pad(np.ones((3, 3)), 9)
    pictures = {
        "blank": np.zeros((60, 60)),
        "faint": np.pad(np.full((6, 40), 0.05), 27),
        "small": np.pad(np.ones((2, 2)), 100),
        "specks": np.kron(np.ones((8, 8)), speck),
    }
    given = [np.rint(picture * 255).astype(np.uint8) for picture in pictures.values()]
    for picture, reason, found in zip(given, pictures, fitted_by_page(here, given), strict=True):
        assert found["reason"] == reason
        assert not any(found["image"])
        with pytest.raises(NNVizError, match=reason):
            preprocess(picture / 255.0)


def framed_and_noted(digits):
    """A scan with a black frame, and a note that lies turned on a desk."""
    ink = np.kron(digits.images[8700], np.ones((5, 5))) / 255.0
    page = 0.95 - 0.85 * np.pad(ink, 30)
    yield np.rint(255 * np.pad(page, 9)).astype(np.uint8)
    note = Image.fromarray(np.rint(255 * page).astype(np.uint8)).convert("LA")
    turned = note.rotate(9, expand=True)
    desk = Image.new("L", (360, 330), 70)
    desk.paste(turned.getchannel(0), (60, 40), turned.getchannel(1))
    yield np.asarray(desk)


def test_frames_and_turned_notes_are_taken_off_as_in_python(visit, lesson, network, digits):
    here = visit(lesson)
    pictures = list(framed_and_noted(digits))
    for picture, found in zip(pictures, fitted_by_page(here, pictures), strict=True):
        fitted = preprocess(picture / 255.0)
        assert fitted.window is not None
        assert network.forward(as_vector(fitted.image)).prediction == 3
        np.testing.assert_allclose(found["image"], as_vector(fitted.image), atol=1e-12, rtol=0)


def test_the_page_tells_several_digits_as_python_does_and_what_stands_on_its_head(
    visit, lesson, network, digits
):
    """How far a drawing is from the training digits the page cannot know."""
    here = visit(lesson)
    some = digits.images[8500:8800] / 255.0
    pairs = np.zeros((20, 28, 28))
    for k in range(20):
        pairs[k, 9:23, 1:13] = some[k, ::2, 2:26:2]
        pairs[k, 9:23, 15:27] = some[k + 1, ::2, 2:26:2]
    images = np.concatenate([some, some[:, ::-1, ::-1], pairs])
    found = here.page.evaluate(
        """([images, calibration]) => images.map((image) =>
             nnviz.doubtOf(Float64Array.from(image), 0, nnviz.network, calibration))""",
        [as_vector(images).tolist(), list(CALIBRATION)],
    )
    told = [each.warnings == ("several",) for each in doubts(network, list(images))]
    assert [name == "several" for name in found] == told
    chance, turned = (
        chance_of_being_right(network.forward(as_vector(each)).outputs)
        for each in (images, images[:, ::-1, ::-1])
    )
    on_its_head = [name == "upside_down" for name in found if name not in ("several", "none")]
    kept = [name not in ("several", "none") for name in found]
    assert on_its_head == ((chance < 0.5) & (turned > 0.98))[kept].tolist()
    assert {"several", "upside_down", None} <= set(found)
