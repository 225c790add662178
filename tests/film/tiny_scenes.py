"""Short scenes that the tests of the film room render."""

from manim import RIGHT, UP, Circle, Create, FadeIn, Square, VGroup

from nnviz.stage import NetworkScene


class Tiny(NetworkScene):
    title = "A <tiny> scene"
    teaches = "That a square moves."

    def construct(self):
        square = Square(3.0, stroke_width=0).set_fill("#58C4DD", 1).shift(3 * RIGHT)
        self.next_section("One")
        self.say("Is 0.2 < 0.9?")
        self.play(Create(square), run_time=0.4)
        self.rest(0.3)
        self.next_section("Two")
        self.say("It moves {up}.")
        self.play(square.animate.shift(UP), run_time=0.45)
        self.poster_here()
        self.note("outputs", self.forward_pass.outputs)
        self.describe("A blue square.")
        self.rest(0.37)


class Outputs(NetworkScene):
    """Ten dots, each as light as an output."""

    teaches = "Ten numbers."

    def construct(self):
        dots = VGroup(
            *(
                Circle(0.5, stroke_width=0, fill_color="#FFFFFF", fill_opacity=float(a))
                for a in self.forward_pass.outputs
            )
        ).arrange(RIGHT, buff=0.2)
        self.play(FadeIn(dots), run_time=0.4)
        self.wait(0.4)
        self.note("outputs", self.forward_pass.outputs)


class Broken(NetworkScene):
    def construct(self):
        self.play(Create(Circle()), run_time=0.2)
        print("the scene spoke")
        raise RuntimeError("the pen broke")


class _Hidden(NetworkScene):
    def construct(self):
        pass


class NoScene:
    def construct(self):
        pass
