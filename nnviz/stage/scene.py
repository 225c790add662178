"""The base of every scene: its subject, its theme, and what it says while it shows."""

import json
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from manim import Camera, ManimColor, Mobject, config
from manim.constants import RendererType
from manim.renderer.cairo_renderer import CairoRenderer
from manim.renderer.opengl_renderer import OpenGLRenderer
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, ForwardPass, Network, NNVizError
from nnviz.data import Subject, current_subject
from nnviz.files import replace_file, writable_text
from nnviz.stage.camera import NetworkCamera
from nnviz.stage.speaking import SpeakingScene
from nnviz.text import current_catalogue, translated
from nnviz.view import Theme, theme_named

__all__ = ["NetworkScene"]


Reckoning = Callable[[FloatArray], ArrayLike]


class NetworkScene(SpeakingScene):
    """A scene about one image and one network.

    The image, the network and the theme come from ``NNVIZ_IMAGE`` or ``NNVIZ_DIGIT``,
    ``NNVIZ_NETWORK`` and ``NNVIZ_THEME``; without them, from the package. A scene speaks with
    `say`, waits with `rest` and `until`, names its parts with `next_section` and keeps the numbers
    that it shows with `note`. All of it is written beside the film as JSON, and the captions as
    ``.srt``. What it draws it makes with `words`, `number`, `maths`, `image` and `make`, in its
    theme.

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

    Raises
    ------
    NNVizError
        Under the OpenGL renderer, which cannot draw batches.

    Examples
    --------
    A scene of your own, with a network of your own:

    >>> from nnviz import Network
    >>> from nnviz.mobjects import NetworkMobject
    >>> from nnviz.view import NetworkLayout
    >>> class Mine(NetworkScene):
    ...     needs_digits = False
    ...
    ...     def construct(self):
    ...         network = self.uses(Network.random((3, 4, 2), seed=1))
    ...         drawn = self.make(NetworkMobject, NetworkLayout.for_sizes(network.sizes))
    ...         self.add(drawn.show(network.forward([0.2, 0.9, 0.5])))
    >>> scene = Mine()
    >>> scene.construct()
    >>> scene.mobjects[0].displayed_activations()[0].round(3).tolist()
    [0.2, 0.9, 0.5]
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
        self.reckonings: list[Reckoning] = []
        self._shows_the_image = False
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
            self._chosen.needs_dense_network(type(self).__name__)
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
    def used_networks(self) -> tuple[Network, ...]:
        """The networks that the scene has asked for so far."""
        return tuple(self._networks.values())

    def reckons(self, reckoning: Reckoning) -> None:
        """Name what the scene makes of an image beside the activations of its networks.

        A review asks that every lit neuron belongs to an image on screen: to an activation of one
        of `used_networks`, or to what one of these makes of it.

        Parameters
        ----------
        reckoning : callable
            Takes the values of an image on screen, in a row, and returns numbers.
        """
        self.reckonings.append(reckoning)

    @property
    def forward_pass(self) -> ForwardPass:
        """The forward pass of the image through the network."""
        return self.subject.forward_pass

    @property
    def frame(self) -> Mobject:
        """What the camera sees: move or scale it to look elsewhere."""
        seen: Mobject = getattr(self.camera, "frame")  # noqa: B009
        return seen

    def note(self, name: str, value: Any) -> None:
        """Keep a number (or an array of them) that the scene shows."""
        self.record.note(name, value)

    def describe(self, text: str) -> None:
        """Set the alt text: what is to be seen, with its real values."""
        self.record.alt_text = translated(" ".join(writable_text(text).split()))

    def poster_here(self) -> None:
        """Take the frame of this moment as the film's poster (else, its last frame)."""
        self.record.poster = float(self.time)

    def tear_down(self) -> None:
        """Close the last caption and section, and complete the record."""
        super().tear_down()
        self.record.duration = float(self.time)
        self.record.about = {
            "title": translated(self.title or type(self).__name__),
            "teaches": translated(self.teaches),
            "theme": self.theme.name,
            **self._about_subject(),
            **self._about_voice(),
            **_about_language(),
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


def _about_language() -> dict[str, Any]:
    """Return the language of all words, if it is another one, and what its catalogue lacks."""
    catalogue = current_catalogue()
    if catalogue.language == "en":
        return {}
    return {"language": catalogue.language, "untranslated": list(catalogue.missing)}


def _named(network: Network) -> dict[str, Any]:
    return {
        "sizes": list(network.sizes),
        "parameters": network.parameter_count,
        "digest": network.digest,
    }
