"""The base of every scene: its subject, its theme, and what it says while it shows."""

import json
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from manim import Camera, ManimColor, Mobject, config
from manim.constants import RendererType
from manim.renderer.cairo_renderer import CairoRenderer
from manim.renderer.opengl_renderer import OpenGLRenderer

from nnviz.core import FloatArray, ForwardPass, Network, NNVizError
from nnviz.data import Subject, current_subject
from nnviz.files import replace_file, writable_text
from nnviz.stage.camera import NetworkCamera
from nnviz.stage.making import MakingScene
from nnviz.stage.record import Caption, Chapter, SceneRecord
from nnviz.view import Theme, caption_lines, reading_time, theme_named

__all__ = ["NetworkScene"]

_TOO_SHORT = 0.05


class NetworkScene(MakingScene):
    """A scene about one image and one network.

    The image, the network and the theme come from ``NNVIZ_IMAGE`` or ``NNVIZ_DIGIT``,
    ``NNVIZ_NETWORK`` and ``NNVIZ_THEME``; without them, from the package. A scene speaks with
    `say`, waits with `rest`, names its parts with `next_section` and keeps the numbers that it
    shows with `note`. All of it is written beside the film as JSON, and the captions as ``.srt``.
    What it draws it makes with `words`, `number`, `maths`, `image` and `make`, in its theme.

    The record names the network and the image that the scene has asked for, and no others: a scene
    that draws a network of its own names it with `uses`.

    Attributes
    ----------
    title : str
        The scene's name in catalogues, in words.
    teaches : str
        One sentence: what a viewer knows afterwards.
    needs_digits : bool
        Whether the scene wants a network from 784 pixels to ten digits.
    needs_hidden_layers : int
        How many hidden layers the network of the subject must have at least.

    Examples
    --------
    A scene of your own, with a network of your own::

        class Mine(NetworkScene):
            needs_digits = False

            def construct(self):
                network = self.uses(Network.random((3, 4, 2), seed=1))
                drawn = self.make(NetworkMobject, NetworkLayout.for_sizes(network.sizes))
                self.add(drawn)
                self.play(Propagate(drawn, network.forward([0.2, 0.9, 0.5])))
                self.rest()
    """

    title: ClassVar[str] = ""
    teaches: ClassVar[str] = ""
    needs_digits: ClassVar[bool] = True
    needs_hidden_layers: ClassVar[int] = 0
    writes_record: bool = True
    """Whether `render` writes the record beside the film; ``nnviz render`` keeps it itself."""

    def __init__(
        self,
        renderer: CairoRenderer | OpenGLRenderer | None = None,
        *,
        subject: Subject | None = None,
        theme: str | Theme | None = None,
        camera_class: type[NetworkCamera] = NetworkCamera,
        **kwargs: Any,
    ) -> None:
        self.theme: Theme = theme_named(theme or os.environ.get("NNVIZ_THEME") or "dark")
        self._given_subject = subject
        self._networks: dict[str, Network] = {}
        self._shows_the_image = False
        self.record = SceneRecord(type(self).__name__)
        self.section_watchers: list[Callable[[NetworkScene, str], None]] = []
        """Called with the scene and the section's name when a section ends; tests look there."""
        self._caption: tuple[float, str] | None = None
        self._section: tuple[float, str] | None = None
        if config.renderer == RendererType.OPENGL:
            raise NNVizError(
                f"{type(self).__name__} is drawn by Manim's Cairo renderer only; "
                "got the OpenGL renderer. Render without --renderer=opengl."
            )
        super().__init__(camera_class=camera_class, renderer=renderer, **kwargs)
        assert isinstance(self.renderer.camera, Camera)
        self.renderer.camera.background_color = ManimColor(self.theme.background)
        if self.needs_digits:
            self._chosen.needs_digit_network(type(self).__name__)
        if self.needs_hidden_layers:
            self._chosen.needs_hidden_layers(type(self).__name__, self.needs_hidden_layers)

    @cached_property
    def _chosen(self) -> Subject:
        return self._given_subject or current_subject()

    @property
    def subject(self) -> Subject:
        """The image and the network that the scene is about; the record then names both."""
        self._shows_the_image = True
        self.uses(self._chosen.network)
        return self._chosen

    @property
    def network(self) -> Network:
        """The network of the subject."""
        return self.uses(self._chosen.network)

    @property
    def pixels(self) -> FloatArray:
        """The image of the subject, shape (28, 28), values in [0, 1]."""
        self._shows_the_image = True
        return self._chosen.image

    def uses(self, network: Network) -> Network:
        """Name a network that the scene draws, for its record, and return it."""
        self._networks.setdefault(network.digest, network)
        return network

    @property
    def forward_pass(self) -> ForwardPass:
        """The forward pass of the image through the network."""
        return self.subject.forward_pass

    @property
    def frame(self) -> Mobject:
        """What the camera sees: move or scale it to look elsewhere."""
        seen: Mobject = getattr(self.camera, "frame")  # noqa: B009
        return seen

    def say(self, text: str) -> None:
        """Begin a caption: what a narrator says, until the next caption or `hush`.

        Raises
        ------
        NNVizError
            If it does not fit two lines of 42 characters; four of 28, if the frame is not wide.
        """
        longest, most = (42, 2) if self.frame_shape.is_wide else (28, 4)
        lines = "\n".join(caption_lines(writable_text(text), longest=longest, most=most))
        self.hush()
        self._caption = (float(self.time), lines)

    def hush(self) -> None:
        """End the caption."""
        if self._caption is None:
            return
        start, text = self._caption
        self._caption = None
        now = float(self.time)
        if now - start < _TOO_SHORT:
            return
        self.record.captions.append(Caption(start, now, text))
        self.add_subcaption(text, duration=now - start, offset=start - now)

    def rest(self, seconds: float = 0.8) -> None:
        """Wait at least `seconds`, and until the caption can have been read."""
        remaining = 0.0
        if self._caption is not None:
            start, text = self._caption
            remaining = start + reading_time(text) - float(self.time)
        self.wait(max(seconds, remaining))

    def next_section(self, name: str = "unnamed", *args: Any, **kwargs: Any) -> None:
        """Begin a named section; it is a chapter of the film and a step of the slides."""
        self._end_section()
        name = writable_text(name)
        self._section = (float(self.time), name)
        super().next_section(name, *args, **kwargs)

    def _end_section(self) -> None:
        if self._section is None:
            return
        start, name = self._section
        self._section = None
        for watcher in self.section_watchers:
            watcher(self, name)
        if float(self.time) - start >= _TOO_SHORT:
            self.record.chapters.append(Chapter(start, float(self.time), name))

    def play(self, *args: Any, **kwargs: Any) -> None:
        """Play as Manim does, and keep the clock to whole frames.

        Manim moves its clock by the frames that it draws, but by the time asked for where it takes
        a clip from its cache. Captions and rests would differ from one run to the next.
        """
        rate = float(self.camera.frame_rate)
        before = round(float(self.time) * rate)
        super().play(*args, **kwargs)
        frames = round(float(self.time) * rate)
        if self.renderer.skip_animations:
            duration = float(self.duration)
            if self.is_current_animation_frozen_frame():
                frames = before + int(duration / (1 / rate))
            else:
                frames = before + len(np.arange(0, duration, 1 / rate))
        self.renderer.time = frames / rate

    def note(self, name: str, value: Any) -> None:
        """Keep a number (or an array of them) that the scene shows."""
        self.record.note(name, value)

    def describe(self, text: str) -> None:
        """Set the alt text: what is to be seen, with its real values."""
        self.record.alt_text = " ".join(writable_text(text).split())

    def poster_here(self) -> None:
        """Take the frame of this moment as the film's poster (else, its last frame)."""
        self.record.poster = float(self.time)

    def tear_down(self) -> None:
        """Close the last caption and section, and complete the record."""
        self._end_section()
        self.hush()
        super().tear_down()
        self.record.duration = float(self.time)
        self.record.about = {
            "title": self.title or type(self).__name__,
            "teaches": self.teaches,
            "theme": self.theme.name,
            **self._about_subject(),
        }

    def _about_subject(self) -> dict[str, Any]:
        """Return what the scene has asked for: its network (all, if there are more), its image."""
        networks = [_named(network) for network in self._networks.values()]
        about: dict[str, Any] = {"network": networks[0]} if networks else {}
        if len(networks) > 1:
            about["networks"] = networks
        if self._shows_the_image:
            about["image"] = {"source": self._chosen.source, "label": self._chosen.label}
        return about

    def render(self, preview: bool = False) -> bool:
        """Render the scene, then write its record beside the film as ``<film>.json``."""
        rerun = super().render(preview)
        written = getattr(self.renderer.file_writer, "final_file_path", None)
        if written is not None and self.writes_record:
            target = Path(written).with_suffix(".json")
            text = json.dumps(self.record.as_dict(), indent=2, ensure_ascii=False) + "\n"
            with replace_file(target) as aside:
                aside.write_text(text, encoding="utf-8")
        return bool(rerun)


def _named(network: Network) -> dict[str, Any]:
    return {
        "sizes": list(network.sizes),
        "parameters": network.parameter_count,
        "digest": network.digest,
    }
