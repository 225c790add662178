"""Whether what is lit on screen belongs to the image on screen."""

import re
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, Network, sigmoid
from nnviz.data import Subject, current_subject
from nnviz.film.review.findings import Finding
from nnviz.film.review.known import Known, as_light
from nnviz.mobjects import (
    NetworkMobject,
    Neuron,
    NeuronBatch,
    NumberLabel,
    OutputBars,
    PixelImage,
    WeightImage,
    Words,
)
from nnviz.stage import NetworkScene
from nnviz.view import STYLE, Theme, rgb

__all__ = ["TruthWatch"]

_VISIBLE = 0.12
_CLOSE = 1e-9
_ROUNDED = 0.00501
_GAMMAS = (STYLE.signal_gamma, STYLE.weight_gamma, 1.0)
"""Connections stand for signals, for the shades of a weight image, or for weights as they are."""
_A_NUMBER = re.compile(r"(?<![\d.])0\.\d\d(?!\d)")


class TruthWatch:
    """Looks at a scene again and again, and keeps what it shows that is not so.

    A lit neuron, a number in a neuron, a bar and its number, and the light of a connection must
    belong to the forward pass of an image that is on screen (of the scene's own image where there
    is none), through a network that the scene has asked for; or be blank; or be on its way from one
    value to another. A number that belongs to an image that has gone is no number of the one that
    is there.

    Parameters
    ----------
    subject : Subject, optional
        What the scene is about; the chosen one unless given.

    Attributes
    ----------
    findings : list of Finding
    """

    def __init__(self, subject: Subject | None = None) -> None:
        self._subject = subject or current_subject()
        self._passes: dict[tuple[str, bytes], Known] = {}
        self._weights: dict[str, list[FloatArray]] = {}
        self._numbers: dict[tuple[int, bytes], Known] = {}
        self._before: dict[int, bytes] = {}
        self._told: set[tuple[int, str]] = set()
        self._seconds = -1.0
        self.section = ""
        self.findings: list[Finding] = []

    def look(self, scene: NetworkScene, still: bool) -> None:
        """Look at the scene now.

        Parameters
        ----------
        scene : NetworkScene
        still : bool
            Whether everything stands still, so that nothing can be on its way.
        """
        family = _shown(scene)
        now = self._known_now(scene, family)
        gone = [known for known in self._passes.values() if known not in now]
        weights = [table for network in scene.used_networks for table in self._lights_of(network)]
        weights += [
            np.unique(np.clip(one.weights / one.scale_value, -1.0, 1.0))
            for one in family
            if isinstance(one, WeightImage)
        ]
        before, self._before = self._before, {}
        self._seconds = round(float(scene.renderer.time), 2)
        self.section = str(scene.renderer.file_writer.sections[-1].name)
        for mobject, state, wrong in _displays(scene, family, weights, now, gone):
            self._before[id(mobject)] = state
            if wrong is None:
                continue
            moving = not still and before.get(id(mobject), state) != state
            appears = not still and id(mobject) not in before
            if not moving and not appears:
                self._tell(mobject, wrong)

    def _tell(self, mobject: Mobject, wrong: str) -> None:
        if (id(mobject), wrong) not in self._told:
            self._told.add((id(mobject), wrong))
            self.findings.append(Finding(self.section, self._seconds, wrong))

    def _known_now(self, scene: NetworkScene, family: list[Mobject]) -> list[Known]:
        own = self._subject.image.reshape(-1)
        images = list(_images(scene, family))
        networks = scene.used_networks
        wanted = {network.sizes[0] for network in networks}
        if own.size in wanted and not any(image.size in wanted for image in images):
            images.append(own)
        known = [Known.of_pixels(image, dark=not networks) for image in images]
        for network in networks:
            for image in images:
                if image.size == network.sizes[0]:
                    known.append(self._pass(network, image))
        for reckoning in scene.reckonings:
            known += [self._reckoned(reckoning, image) for image in images]
        if known:
            labels = [label.value for label in family if isinstance(label, NumberLabel)]
            known += [Known.of_numbers(sigmoid(value)) for value in labels]
        return known

    def _reckoned(self, reckoning: Callable[[FloatArray], ArrayLike], image: FloatArray) -> Known:
        key = (id(reckoning), image.tobytes())
        if key not in self._numbers:
            self._numbers[key] = Known.of_numbers(reckoning(image))
        return self._numbers[key]

    def _lights_of(self, network: Network) -> list[FloatArray]:
        if network.digest not in self._weights:
            self._weights[network.digest] = [as_light(layer.weights) for layer in network.layers]
        return self._weights[network.digest]

    def _pass(self, network: Network, image: FloatArray) -> Known:
        key = (network.digest, image.tobytes())
        if key not in self._passes:
            self._passes[key] = Known.of_pass(network.forward(image))
        return self._passes[key]


def _shown(scene: NetworkScene) -> list[Mobject]:
    everything: dict[int, Mobject] = {}
    for mobject in [*scene.mobjects, *scene.foreground_mobjects]:
        everything.update((id(member), member) for member in mobject.get_family())
    return list(everything.values())


def _images(scene: NetworkScene, family: list[Mobject]) -> Iterator[FloatArray]:
    for mobject in family:
        if isinstance(mobject, PixelImage):
            alpha = np.asarray(mobject.picture.pixel_array)[..., 3].max() / 255.0
            if alpha > _VISIBLE:
                yield np.asarray(mobject.values).reshape(-1)
    drawn = {id(member) for member in family}
    for network in _networks_drawn(scene, family):
        inputs = network.neurons[0]
        whole = len(inputs) == network.layout.sizes[0]
        if whole and id(inputs) in drawn and inputs.opacity > _VISIBLE:
            values = network.displayed_activations()[0]
            if values.any():
                yield values


def _networks_drawn(scene: NetworkScene, family: Iterable[Mobject]) -> list[NetworkMobject]:
    """Return the networks on screen, also those of which a scene has put parts there only."""
    held = [value for value in vars(scene).values() if isinstance(value, NetworkMobject)]
    found = {id(one): one for one in [*family, *held] if isinstance(one, NetworkMobject)}
    return list(found.values())


_Display = tuple[Mobject, bytes, str | None]
"""What is displayed, its state, and what is wrong with it."""


def _displays(
    scene: NetworkScene,
    family: list[Mobject],
    weights: list[FloatArray],
    now: list[Known],
    gone: list[Known],
) -> Iterator[_Display]:
    inside: set[int] = set()
    drawn = {id(member) for member in family}
    for mobject in family:
        if isinstance(mobject, Neuron) and _opacity(mobject.ring) > _VISIBLE:
            inside.update(id(part) for part in mobject.get_family())
            yield _neuron(mobject, now)
        elif isinstance(mobject, OutputBars):
            inside.update(id(part) for part in mobject.get_family())
            if _opacity(mobject.bars[0]) > _VISIBLE:
                yield _bars(mobject, now)
        elif type(mobject) is NeuronBatch and mobject.opacity > _VISIBLE:
            yield _batch(mobject, now, scene.theme)
    for network in _networks_drawn(scene, family):
        yield from _signals(network, drawn, weights, now)
    for mobject in family:
        if id(mobject) not in inside and isinstance(mobject, NumberLabel | Words):
            yield _number(mobject, now, gone)


def _opacity(mobject: VMobject) -> float:
    stroke = float(mobject.get_stroke_opacity()) if mobject.get_stroke_width() > 0 else 0.0
    return max(float(mobject.get_fill_opacity()), stroke)


def _neuron(neuron: Neuron, now: list[Known]) -> _Display:
    value = np.array([neuron.activation])
    state = value.tobytes() + bytes([neuron.is_blank])
    if neuron.is_blank or not now or _all_among(value, [known.numbers for known in now]):
        return neuron, state, None
    return neuron, state, f"a neuron holds {neuron.activation:.4f}, which is of no image on screen"


def _bars(bars: OutputBars, now: list[Known]) -> _Display:
    values = np.asarray(bars.outputs)
    state = values.tobytes() + bytes([bars.is_blank])
    records = [known.record for known in now if known.record is not None]
    true = any(
        record.outputs.shape == values.shape and np.allclose(record.outputs, values, atol=_CLOSE)
        for record in records
    )
    if bars.is_blank or true:
        return bars, state, None
    return bars, state, f"bars show {values.round(3).tolist()}, the outputs of no image on screen"


def _batch(batch: NeuronBatch, now: list[Known], theme: Theme) -> _Display:
    lights = batch.fill_opacities
    # What fades in or out is on its way, too.
    state = lights.tobytes() + np.float64(batch.opacity).tobytes()
    lit = lights > 0.0
    white = np.isclose(batch.fill_colors[lit], rgb(theme.lit), atol=_CLOSE).all(axis=1)
    below = np.isclose(batch.fill_colors[lit], rgb(theme.negative), atol=_CLOSE).all(axis=1)
    claims = lit.any() and now and (white | below).all() and white.any()
    if not claims or _all_among(lights[lit], [known.lights for known in now]):
        return batch, state, None
    return batch, state, f"{lit.sum()} neurons of {len(batch)} are lit by no image on screen"


def _all_among(values: FloatArray, tables: list[FloatArray]) -> bool:
    """Return whether one of the sorted tables has all the values."""
    return any(bool(_among(values, table).all()) for table in tables)


def _among(values: FloatArray, known: FloatArray) -> FloatArray:
    if not known.size:
        return np.zeros(values.shape, dtype=bool)
    place = np.searchsorted(known, values)
    near = [np.abs(known[np.clip(place + step, 0, known.size - 1)] - values) for step in (-1, 0)]
    return np.asarray(np.minimum(*near) <= _CLOSE)


def _signals(
    network: NetworkMobject, drawn: set[int], weights: list[FloatArray], now: list[Known]
) -> Iterator[_Display]:
    tables = [*weights, *(table for known in now for table in known.signals)]
    for layer, wires in enumerate(network.connections):
        if id(wires) not in drawn or wires.opacity <= _VISIBLE or not wires.opacities.any():
            continue
        above, below = (
            np.isclose(wires.colors, rgb(color), atol=_CLOSE).all(axis=1)
            for color in (network.theme.positive, network.theme.negative)
        )
        signs = above.astype(float) - below.astype(float)
        lights = [wires.opacities ** (1.0 / gamma) * signs for gamma in _GAMMAS]
        true = not signs.all() or any(_all_among(light, tables) for light in lights)
        state = wires.opacities.tobytes() + np.float64(wires.opacity).tobytes()
        yield wires, state, None if true else f"connections into layer {layer + 1} carry no signal"


def _number(number: NumberLabel | Words, now: list[Known], gone: list[Known]) -> _Display:
    """Find a number that is the answer to an image that is no longer there."""
    text = str(number.text)
    state = text.encode()
    members = number.family_members_with_points()
    glyphs = [part for part in members if isinstance(part, VMobject)]
    if not glyphs or max(map(_opacity, glyphs)) <= _VISIBLE:
        return number, state, None
    for written in map(float, _A_NUMBER.findall(text)):
        near = any(np.abs(known.numbers - written).min(initial=1.0) <= _ROUNDED for known in now)
        if not near and any(known.answer == written for known in gone):
            return number, state, f"{text!r} speaks of an image that has gone"
    return number, state, None
