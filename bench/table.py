"""From measurements to one table, ratios first. Nothing is measured here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["MEASUREMENTS", "Row", "as_table", "rows_of"]

Results = dict[str, dict[str, Any]]

#: What is measured, in order; each is a function of `bench.rows`.
MEASUREMENTS = [
    "empty",
    "whole",
    "short",
    "every_number",
    "first_frame",
    "growth",
    "memory_empty",
    "memory_whole",
    "memory_numbers",
    "forward",
    "voice",
]


@dataclass(frozen=True)
class Row:
    """One line of the table: a ratio, or a number, and what it should reach, if anything."""

    work: str
    against: str
    value: float
    unit: str
    reach: str = ""
    reached: bool | None = None
    detail: str = ""

    @property
    def shown(self) -> str:
        digits = 0 if abs(self.value) >= 100 else 2
        return f"{self.value:.{digits}f}{self.unit}"


def at_most(bound: float) -> Callable[[float], bool]:
    return lambda value: value <= bound


def at_least(bound: float) -> Callable[[float], bool]:
    return lambda value: value >= bound


def rows_of(results: Results) -> list[Row]:
    """Give the rows for which there are measurements."""
    rows: list[Row] = []

    def add(
        work: str, against: str, value: float, unit: str, sign: str, bound: float, detail: str
    ) -> None:
        reached = at_most(bound)(value) if sign == "<=" else at_least(bound)(value)
        rows.append(Row(work, against, value, unit, f"{sign} {bound:g}{unit}", reached, detail))

    for name, work, floor, faster in (
        ("whole", "propagation, all 12,960 connections", 1.5, 40),
        ("short", "propagation, 16 of 784", 1.5, 2),
        ("every_number", "13,002 numbers change in every frame", 5, 15),
    ):
        if name not in results:
            continue
        found = results[name]
        frames = (
            f"{found['ms_a_frame']:.1f} ms a frame, floor {found['floor_ms_a_frame']:.1f} ms; "
            f"CPU {found['cpu_ms_a_frame']:.1f} ms, floor {found['floor_cpu_ms_a_frame']:.1f} ms"
        )
        add(work, "encode floor", found["to_floor"], "x", "<=", floor, frames)
        plain = f"plain Manim {found['plain_seconds']:.0f} s, from few frames of each play"
        add(work, "plain Manim", found["plain_to_ours"], "x", ">=", faster, plain)
        if "tuned_seconds" in found:
            tuned = (
                f"plain Manim in an order of drawing made by hand, {found['tuned_seconds']:.0f} s"
            )
            rows.append(Row(work, "plain Manim, tuned", found["tuned_to_ours"], "x", detail=tuned))
    if "first_frame" in results:
        found = results["first_frame"]
        detail = f"{found['seconds']:.2f} s, plain Manim {found['plain_seconds']:.2f} s"
        add("first frame", "plain Manim", found["plain_to_ours"], "x", ">=", 5, detail)
        second = f"{1000 * found['second_digit_seconds']:.0f} ms"
        add("second digit", "first frame", found["first_to_second"], "x", ">=", 5, second)
    if "growth" in results:
        found = results["growth"]
        for name, kind in (("pulse", "frame of a pulse"), ("first", "first frame")):
            detail = f"pixels covered grow {found['pixel_growth']:.1f}x"
            value, bound = found[f"{name}_time_growth"], round(found["pixel_growth"], 2)
            add(f"784 to 12,544 inputs: {kind}", "itself", value, "x", "<=", bound, detail)
    for name, work in (("memory_whole", "propagation"), ("memory_numbers", "every number")):
        if name in results and "memory_empty" in results:
            base, peak = results["memory_empty"]["peak_mb"], results[name]["peak_mb"]
            detail = f"{peak:.0f} MB, almost empty scene {base:.0f} MB"
            add(f"peak memory, {work}", "almost empty", peak - base, " MB", "<=", 400, detail)
    if "forward" in results:
        found = results["forward"]
        detail = f"{1000 * found['seconds']:.0f} ms, bare {1000 * found['bare_seconds']:.0f} ms"
        against = "three numpy products"
        add("forward pass of 10,000 digits", against, found["to_bare"], "x", "<=", 1.2, detail)
    if "voice" in results:
        found = results["voice"]
        for name, work, bound in (
            ("kept", "its words kept", 15),
            ("nothing", "from nothing", 60),
        ):
            detail = (
                f"{found[f'{name}_seconds']:.1f} s, silent {found['seconds']:.1f} s; the film "
                f"lasts {found['spoken_film_seconds']:.1f} s, silent {found['film_seconds']:.1f} s"
            )
            value = found[f"{name}_more"]
            add(f"a voice, {work} (720p30)", "a silent film", value, " %", "<=", bound, detail)
    return rows


def as_table(results: Results) -> tuple[str, list[dict[str, Any]]]:
    """Give the table as text, and its rows as plain records."""
    rows = rows_of(results)
    lines = [
        "| ratio | reach | | work (1080p60) | against | measured |",
        "|---:|---:|---|---|---|---|",
    ]
    for row in rows:
        mark = {True: "reached", False: "NOT reached", None: "for scale"}[row.reached]
        lines.append(
            f"| {row.shown} | {row.reach} | {mark} | {row.work} | {row.against} | {row.detail} |"
        )
    if "empty" in results:
        found = results["empty"]
        lines.append(
            f"\nFor scale: an almost empty scene takes {found['ms_a_frame']:.1f} ms a frame, "
            f"{found['to_floor']:.2f} times its encode floor."
        )
    return "\n".join(lines), [
        {
            "work": row.work,
            "against": row.against,
            "value": row.value,
            "unit": row.unit.strip(),
            "reach": row.reach,
            "reached": row.reached,
        }
        for row in rows
    ]
