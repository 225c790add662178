"""The style sheet of the page: the themes' colours, the bundled type, and the rules."""

import base64
from dataclasses import asdict
from importlib.resources import files

from nnviz.view import DARK, LIGHT, Theme, mix

__all__ = ["join_styles"]

_STYLES = ("base.css", "layout.css", "lab.css", "figures.css", "print.css")
_FONTS = (("nnviz-sans-regular.woff2", 400), ("nnviz-sans-semibold.woff2", 600))


def join_styles() -> str:
    """Return the whole style sheet as one text."""
    folder = files("nnviz.lesson") / "css"
    rules = [(folder / name).read_text(encoding="utf-8") for name in _STYLES]
    light = _variables(LIGHT)
    themes = (
        f":root{{{_variables(DARK)}}}",
        f"@media (prefers-color-scheme: light){{:root:not([data-theme=dark]){{{light}}}}}",
        f":root[data-theme=light]{{{light}}}",
        f"@media print{{:root{{{light}}}}}",
    )
    return "\n".join((*map(_font, *zip(*_FONTS, strict=True)), *themes, *rules))


def _variables(theme: Theme) -> str:
    """Return a theme as custom properties.

    ``edge`` is the border of a control: 3:1 on the background, as WCAG 2.2 asks.
    """
    colors = {name: value for name, value in asdict(theme).items() if value.startswith("#")}
    colors["edge"] = mix(theme.background, theme.muted, 0.8)
    colors["line"] = mix(theme.background, theme.faint, 0.6)
    scheme = "dark" if theme.is_dark else "light"
    listed = ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in colors.items())
    return f"color-scheme:{scheme};{listed}"


def _font(name: str, weight: int) -> str:
    data = base64.b64encode((files("nnviz") / "assets" / "fonts" / name).read_bytes()).decode()
    return (
        f"@font-face{{font-family:'nnviz Sans';font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
