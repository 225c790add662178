"""The bench: every row of its table, a floor of the very same frames, and the same picture."""

import re

import av
import numpy as np
import pytest
from manim import Scene, Square, tempconfig

from bench import plain, render, scenes
from bench.rows import ROWS, plain_seconds
from bench.table import MEASUREMENTS, as_table, rows_of
from nnviz.mobjects.network import NetworkMobject

SPEED = {
    "ms_a_frame": 20.0,
    "floor_ms_a_frame": 17.0,
    "cpu_ms_a_frame": 36.0,
    "floor_cpu_ms_a_frame": 29.0,
    "plain_seconds": 300.0,
}
TUNED = {"tuned_seconds": 90.0, "tuned_to_ours": 1.9}
RESULTS = {
    "empty": {"ms_a_frame": 17.0, "to_floor": 1.05},
    "whole": SPEED | TUNED | {"to_floor": 1.18, "plain_to_ours": 80.0},
    "short": SPEED | TUNED | {"to_floor": 1.1, "plain_to_ours": 2.5},
    "every_number": SPEED | {"to_floor": 5.5, "plain_to_ours": 15.0},
    "first_frame": {
        "seconds": 0.7,
        "plain_seconds": 5.6,
        "plain_to_ours": 8.0,
        "second_digit_seconds": 0.07,
        "first_to_second": 10.0,
    },
    "growth": {"pulse_time_growth": 1.2, "first_time_growth": 9.0, "pixel_growth": 16.0},
    "memory_empty": {"peak_mb": 500.0},
    "memory_whole": {"peak_mb": 899.0},
    "memory_numbers": {"peak_mb": 901.0},
    "forward": {"seconds": 0.1, "bare_seconds": 0.09, "to_bare": 1.11},
    "voice": {
        "seconds": 20.0,
        "kept_seconds": 22.0,
        "kept_more": 10.0,
        "nothing_seconds": 30.0,
        "nothing_more": 50.0,
        "film_seconds": 28.0,
        "spoken_film_seconds": 33.0,
    },
}


def test_every_measurement_has_its_rows():
    assert list(ROWS) == MEASUREMENTS == list(RESULTS)
    rows = rows_of(RESULTS)
    assert len(rows) == 17
    missed = [(row.work, row.against) for row in rows if row.reached is False]
    assert missed == [
        ("13,002 numbers change in every frame", "encode floor"),
        ("peak memory, every number", "almost empty"),
    ]


def test_the_table_has_ratios_first_and_says_what_was_not_reached():
    table, records = as_table(RESULTS)
    lines = table.splitlines()
    assert lines[2].startswith("| 1.18x | <= 1.5x | reached | propagation, all 12,960 connections")
    assert sum("NOT reached" in line for line in lines) == 2
    assert sum("| for scale |" in line for line in lines) == 2
    assert records[0]["value"] == 1.18


class Short(Scene):
    frames = 3

    def construct(self):
        self.play(Square().animate.rotate(1), run_time=self.frames / 15)
        self.wait(0.2)


def small(folder):
    return tempconfig(
        {
            "quality": "low_quality",
            "media_dir": str(folder),
            "disable_caching": True,
            "progress_bar": "none",
            "verbosity": "ERROR",
        }
    )


def test_the_floor_encodes_the_very_same_frames(tmp_path):
    with small(tmp_path):
        with render.recorded() as segments:
            scene = render.render(Short)
        writer = scene.renderer.file_writer
        film = writer.movie_file_path
        rendered, settings = decoded(film), x264_settings(film)
        assert [sum(repeat for _, repeat in frames) for frames in segments] == [3, 3]
        film.unlink()
        render.encode(writer.settings, segments)
        encoded = decoded(film)
        assert x264_settings(film) == settings
        # On several threads x264 does not write the same bytes each time; the pictures agree.
        assert encoded.shape == rendered.shape == (6, *rendered.shape[1:])
        assert np.abs(encoded - rendered).max(axis=(1, 2, 3)).max() <= 12
        assert np.abs(encoded - rendered).mean() < 0.2
        given = [pixels for frames in segments for pixels, repeat in frames for _ in range(repeat)]
        assert np.abs(encoded - np.array(given)[..., :3]).mean() < 3.0


def decoded(film):
    with av.open(str(film)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return np.array(frames).astype(float)


def x264_settings(film):
    """The encoder's options, which x264 writes at the start of every segment."""
    return re.findall(rb"options: [ -~]+", film.read_bytes())


def test_plain_seconds_continues_from_few_frames(tmp_path, monkeypatch):
    times = {1: [0.5, 2.0, 1.0], 3: [0.4, 3.0, 1.0]}
    monkeypatch.setattr("bench.rows.play_times", lambda _, frames: times[frames])
    # Nothing outside but 0.4; the first play costs 1.5 and 0.5 a frame, the second 1 in all.
    assert plain_seconds(Short, [60, 60], frames=(1, 3)) == pytest.approx(
        0.4 + 1.5 + 0.5 * 60 + 1.0
    )
    assert tmp_path.exists()


def test_all_13002_numbers_turn():
    network = scenes.load_network()
    turned = scenes.turning(network, 0.3)
    changed = sum(
        int((before.weights != after.weights).sum() + (before.biases != after.biases).sum())
        for before, after in zip(network.layers, turned.layers, strict=True)
    )
    assert changed == network.parameter_count == 13002


@pytest.mark.parametrize("tuned", [False, True])
def test_plain_manim_draws_the_same_pictures(tuned, tmp_path, monkeypatch):
    """The opponent does the same work: its frames differ from ours by less than a hundredth."""
    steps = 3
    monkeypatch.setattr(scenes, "FEED", steps / 60)
    monkeypatch.setattr(scenes, "STEP", steps / 60)
    films = []
    with small(tmp_path), tempconfig({"frame_rate": 60}):
        for kind in (scenes.Short, short_plain(steps, tuned)):
            with render.recorded() as segments:
                render.render(kind)
            films.append(
                [
                    pixels[..., :3].astype(float) / 255
                    for frames in segments
                    for pixels, repeat in frames
                    for _ in range(repeat)
                ]
            )
    ours, theirs = np.array(films)
    assert len(ours) == 4 * steps
    apart = np.abs(ours - theirs).mean(axis=(1, 2, 3))
    assert apart.max() < 0.01
    # What happens in the film is more than that.
    assert np.abs(ours[-1] - ours[0]).mean() > 2 * apart.max()


def short_plain(steps, tuned):
    options = {"input_style": "column", "frames": steps, "tuned": tuned}
    return type("ShortPlain", (plain.PlainPropagation,), options)


def test_plain_manim_draws_the_same_numbers():
    network = plain.PlainNetwork("column")
    assert [len(lines) for lines in network.connections] == [256, 256, 160]
    assert [len(circles) for circles in network.neurons] == [16, 16, 16, 10]
    record = scenes.forward_pass()
    network.show(record)
    ours = NetworkMobject(network.layout).show(record)
    light = [line.get_stroke_opacity() for line in network.connections[2]]
    assert light == pytest.approx(0.75 * (1 - np.exp(-2 * ours.connections[2].opacities)))
    fills = [circle.get_fill_color().to_rgb()[0] for circle in network.neurons[3]]
    assert np.argmax(fills) == record.prediction
