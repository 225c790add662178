"""A scene to copy: change it, and render it again."""

from manim import FadeIn

from nnviz.animations import Propagate
from nnviz.mobjects import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout


class Hello(NetworkScene):
    """A digit goes through a network, and the network answers."""

    title = "Hello, network"

    def construct(self) -> None:
        """Show a network, send the scene's digit through it, and say what it reads."""
        self.next_section("A network")
        drawn = self.make(NetworkMobject, NetworkLayout.for_sizes(self.network.sizes))
        self.say("A digit goes in at the left, as 784 numbers.")
        self.play(FadeIn(drawn))
        self.play(Propagate(drawn, self.forward_pass, step_time=1.5))
        self.say(f"The brightest output is the answer: {self.forward_pass.prediction}.")
        self.note("prediction", self.forward_pass.prediction)
        self.rest()
