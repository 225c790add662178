"""How everything is drawn, apart from its colours: one frozen record for films, figures and pages.

A page gets it as JSON, so that no script writes one of its numbers again.
"""

from dataclasses import dataclass

__all__ = ["STYLE", "Style"]


@dataclass(frozen=True)
class Style:
    """The gammas, widths, opacities and thresholds by which numbers become light.

    Widths are in hundredths of a scene unit, as Manim's strokes are.

    Attributes
    ----------
    weight_gamma : float
        The power that |w| / max is raised to in a weight image, so that small weights can be seen.
    signal_gamma : float
        The same of |w a| / max for a connection, so that the strong ones stand out.
    turn_gamma : float
        The same of |w| / max for the turn of a knob.
    glow : float
        How quickly light saturates where connections cross: its opacity is 1 - exp(-glow * light).
    pulse_length : float
        Of a pulse on its way, as a part of the way between two layers.
    rest_level : float
        How bright a signal stays after the pulse has passed; the pulse itself is 1.
    many_connections : int
        From how many on connections are drawn at `fine_width` instead of `connection_width`.
    connection_width, fine_width : float
    ring_width, grid_ring_width : float
        Of a neuron in a column, and of one in a square of inputs.
    ring_opacity, grid_ring_opacity : float
        The rings of a square would else drown what they show.
    radius, grid_radius : float
        Of a neuron, as a part of the distance to the next one.
    first_gap : float
        The gap after a square of inputs, in which thousands of connections cross, as a part of
        the others.
    elision_gap : float
        The gap where neurons are left out, as a part of the distance between two.
    dot_radius : float
        Of the dots that stand in that gap, in scene units.
    dot_pitch : float
        Their distance, as a part of a neuron's radius.
    label_gap : float
        Between a neuron and the words beside it, in scene units.
    box_width : float
        Of the line around the winner.
    box_corner : float
        The radius of its corners, in scene units.
    on_lit_above : float
        From which light on words on it take the colour for words on light.

    Examples
    --------
    >>> Style(fine_width=0.5).width_of(12544), STYLE.width_of(12544)
    (0.5, 1.0)
    """

    weight_gamma: float = 0.7
    signal_gamma: float = 1.5
    turn_gamma: float = 0.5
    glow: float = 2.0
    pulse_length: float = 0.3
    rest_level: float = 0.75
    many_connections: int = 2000
    connection_width: float = 1.6
    fine_width: float = 1.0
    ring_width: float = 2.0
    grid_ring_width: float = 1.0
    ring_opacity: float = 0.9
    grid_ring_opacity: float = 0.28
    radius: float = 0.385
    grid_radius: float = 0.405
    first_gap: float = 1.25
    elision_gap: float = 2.0
    dot_radius: float = 0.045
    dot_pitch: float = 0.75
    label_gap: float = 0.14
    box_width: float = 4.0
    box_corner: float = 0.08
    on_lit_above: float = 0.5

    def width_of(self, connections: int) -> float:
        """Return the width of each of so many connections between two layers.

        Examples
        --------
        >>> STYLE.width_of(160), STYLE.width_of(12544)
        (1.6, 1.0)
        """
        return self.fine_width if connections >= self.many_connections else self.connection_width


STYLE = Style()
"""How this package draws."""
