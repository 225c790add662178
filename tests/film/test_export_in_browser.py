"""An exported film in a real browser: its colours, its captions, its slides."""

import io

import numpy as np
import pytest
from PIL import Image

from nnviz.film.publish.notebook import show_film

READ_BACK = """
async () => {
  const film = document.querySelector("video");
  // When "seeked" comes the frame may not be there to draw; this comes with the frame.
  await new Promise((done) => {
    const look = (_, frame) =>
      frame.mediaTime > film.duration - 0.3 ? done() : film.requestVideoFrameCallback(look);
    film.requestVideoFrameCallback(look);
    film.currentTime = film.duration - 0.02;
  });
  const canvas = document.createElement("canvas");
  canvas.width = film.videoWidth;
  canvas.height = film.videoHeight;
  const context = canvas.getContext("2d");
  context.drawImage(film, 0, 0);
  return [canvas.width, canvas.height, ...context.getImageData(182, 67, 1, 1).data];
}
"""


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 800, "height": 600})
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    yield page
    assert problems == []
    page.close()


def test_a_browser_shows_the_blue_of_the_scene(page, exported):
    page.set_content(show_film(exported.film)._repr_html_())
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    width, height, *colour, alpha = page.evaluate(READ_BACK)
    assert (width, height, alpha) == (320, 180, 255)
    assert np.abs(np.array(colour) - (88, 196, 220)).max() <= 2


def test_the_captions_are_read_as_text(page, exported):
    page.set_content(show_film(exported.film)._repr_html_())
    page.wait_for_function("document.querySelector('video').textTracks[0].cues?.length === 2")
    said = page.evaluate(
        "Array.from(document.querySelector('video').textTracks[0].cues, "
        "(cue) => cue.getCueAsHTML().textContent)"
    )
    assert said == [cue.text for cue in exported.record.captions]


def test_the_transparent_film_lets_the_page_through(page, exported):
    page.set_content(
        "<body style='margin:0;background:rgb(200, 30, 90)'>"
        + show_film(exported.folder / "marked.webm", width=320)._repr_html_()
    )
    page.evaluate("document.querySelector('video').removeAttribute('poster')")
    page.evaluate("document.querySelector('video').controls = false")
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    page.evaluate(READ_BACK)
    shown = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(int)
    assert np.abs(shown[5, 5] - (200, 30, 90)).max() <= 3
    assert np.abs(shown[67, 182] - (88, 196, 220)).max() <= 8
