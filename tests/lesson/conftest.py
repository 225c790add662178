"""A built lesson, and a real Chromium that opens it from disk, offline."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from nnviz.film import Cue
from nnviz.film.encode.caption_files import to_vtt
from nnviz.lesson import PageFilm, build_lesson

FILM_BLUE = (88, 196, 220)
MARKUP = "<img src=x onerror=\"document.title='broken'\"> & <b>bold</b>"


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageFilm]:
    """One whole film of one colour, and one film without anything beside it."""
    folder = tmp_path_factory.mktemp("films")
    for name in ("first.mp4", "second.mp4"):
        make_film(folder / name)
    Image.new("RGB", (320, 180), FILM_BLUE).save(folder / "poster.webp", lossless=True)
    said = [Cue(0.0, 1.5, "The image goes in."), Cue(1.5, 3.0, "Is 0.2 < 0.9? <script>")]
    propagation = PageFilm(
        name="propagation",
        video=folder / "first.mp4",
        poster=folder / "poster.webp",
        vtt=to_vtt(said),
        captions=tuple((cue.start, cue.text) for cue in said),
        alt=f"A digit. {MARKUP}",
    )
    return {"Propagation": propagation, "Relu": PageFilm("relu", folder / "second.mp4")}


@pytest.fixture(scope="session")
def film_blue() -> tuple[int, int, int]:
    """The colour of every pixel of the films."""
    return FILM_BLUE


@pytest.fixture(scope="session")
def markup() -> str:
    """Text that would do something if a page took it for markup."""
    return MARKUP


def make_film(path: Path, seconds: int = 3) -> None:
    """Write an H.264 film of `FILM_BLUE`, tagged as a browser needs it to show that colour."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.options = {
            "crf": "1",
            "x264-params": "colormatrix=smpte170m:colorprim=bt709:transfer=bt709",
        }
        picture = np.full((180, 320, 3), FILM_BLUE, dtype=np.uint8)
        for _ in range(15 * seconds):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


@pytest.fixture(scope="session")
def lesson(tmp_path_factory: pytest.TempPathFactory, films: dict[str, PageFilm]) -> Path:
    """The page of a lesson about the shipped network."""
    return build_lesson(tmp_path_factory.mktemp("lesson") / "out", films=films)


@dataclass
class Visit:
    """An open page, and everything it asked for or complained about."""

    page: Page
    folder: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def outputs(self) -> np.ndarray:
        return np.array(self.page.evaluate("Array.from(nnviz.lab.pass.outputs)"))

    @property
    def answer(self) -> str:
        return self.part("answer").inner_text()

    def part(self, name: str) -> Any:
        return self.page.locator(f'[data-lab] [data-part="{name}"]').first

    def ink(self) -> np.ndarray:
        """The numbers of the whole pad."""
        return self._pixels("nnviz.lab.pad.ink.whole()")

    def source(self) -> np.ndarray:
        """The numbers that preprocessing was given: the strokes from near."""
        return self._pixels("nnviz.lab.source")

    def _pixels(self, expression: str) -> np.ndarray:
        found = json.loads(
            self.page.evaluate(
                f"(() => {{ const {{ values, rows, columns }} = {expression};"
                " return JSON.stringify([Array.from(values), rows, columns]); })()"
            )
        )
        return np.array(found[0]).reshape(found[1], found[2])

    def wait(self, expression: str) -> None:
        """Wait until an expression is true. The page's policy forbids the browser's own way."""
        until = time.monotonic() + 20
        while not self.page.evaluate(expression):
            assert time.monotonic() < until, f"never true: {expression}"
            self.page.wait_for_timeout(30)

    def check(self) -> None:
        """No request left the folder, and nothing was complained about."""
        inside = self.folder.resolve().as_uri() + "/"
        left = [url for url in self.requests if not url.startswith((inside, "data:"))]
        assert left == []
        assert self.complaints == []


class Opener:
    """Opens lessons, each in a fresh context without a network."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.visits: list[Visit] = []

    def __call__(self, index: Path, **options: Any) -> Visit:
        settings = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
        context = self.browser.new_context(offline=True, **{**settings, **options})
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        visit = Visit(context.new_page(), index.parent)
        page = visit.page
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("requestfailed", lambda request: visit.complaints.append(f"failed: {request.url}"))
        page.on(
            "console",
            lambda message: (
                visit.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.goto(index.resolve().as_uri())
        page.wait_for_selector("html[data-ready=yes]")
        self.visits.append(visit)
        return visit


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Open a page with ``visit(index)``; afterwards it must have behaved."""
    opener = Opener(browser)
    yield opener
    for each in opener.visits:
        each.check()
    for context in opener.contexts:
        context.close()
