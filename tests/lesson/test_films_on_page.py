"""The films of the page, played in a real browser."""

import io

import numpy as np
from PIL import Image


def test_no_film_plays_by_itself(visit, lesson):
    here = visit(lesson)
    videos = here.page.evaluate(
        "Array.from(document.querySelectorAll('video'))"
        ".map((video) => [video.paused, video.autoplay, video.controls, video.currentTime])"
    )
    assert videos == [[True, False, True, 0]] * 2


def test_a_film_plays_in_its_colour_with_captions(visit, lesson, film_blue):
    here = visit(lesson)
    video = here.page.locator("video").first
    video.scroll_into_view_if_needed()
    video.evaluate(
        "(video) => { video.muted = true; video.controls = false; return video.play(); }"
    )
    here.wait("document.querySelector('video').currentTime > 0.3")
    video.evaluate("(video) => video.pause()")
    assert video.evaluate("(video) => [video.videoWidth, video.videoHeight]") == [320, 180]
    picture = Image.open(io.BytesIO(video.screenshot())).convert("RGB")
    middle = np.asarray(picture)[picture.height // 3, picture.width // 2].astype(int)
    assert np.abs(middle - film_blue).max() <= 2
    tracks = video.evaluate(
        "(v) => [v.textTracks.length, v.textTracks[0].mode, v.textTracks[0].kind]"
    )
    assert tracks == [1, "showing", "captions"]
    said = "(v) => Array.from(v.textTracks[0].activeCues, (cue) => cue.getCueAsHTML().textContent)"
    assert video.evaluate(said) == ["The image goes in."]
    video.evaluate("(video) => { video.currentTime = 2; }")
    here.wait("document.querySelector('video').textTracks[0].activeCues[0]?.startTime === 1.5")
    assert video.evaluate(said) == ["Is 0.2 < 0.9? <script>"]


def test_captions_can_be_read_as_text_and_the_film_has_a_description(visit, lesson, markup):
    here = visit(lesson)
    transcript = here.page.locator("details.transcript")
    assert transcript.count() == 1
    transcript.locator("summary").click()
    assert transcript.locator("li").all_inner_texts() == [
        "00:00\nThe image goes in.",
        "00:01\nIs 0.2 < 0.9? <script>",
    ]
    video = here.page.locator("video").first
    about = here.page.locator(f"#{video.get_attribute('aria-describedby')}")
    assert about.text_content() == f"A digit. {markup}"


def test_the_poster_is_shown_before_the_film(visit, lesson, film_blue):
    here = visit(lesson)
    video = here.page.locator("video").first
    video.scroll_into_view_if_needed()
    video.evaluate("(video) => { video.controls = false; }")
    here.page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(video.screenshot())).convert("RGB")
    middle = np.asarray(picture)[picture.height // 2, picture.width // 2].astype(int)
    assert np.abs(middle - film_blue).max() <= 2


def test_a_missing_film_names_the_command_that_makes_it(visit, lesson):
    here = visit(lesson)
    missing = here.page.locator(".film.missing", has_text="NeuronHoldsANumber")
    command = missing.locator("code").inner_text()
    assert command == "nnviz render NeuronHoldsANumber"
    assert here.page.locator(".film.missing", has_text="Propagation has not").count() == 0
