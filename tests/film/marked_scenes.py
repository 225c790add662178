"""A short scene whose words hold everything that some format takes for markup."""

from manim import RIGHT, UP, Create, Square

from nnviz.stage import NetworkScene


class Marked(NetworkScene):
    title = """<img src=x onerror="document.title='broken'"> & **bold** ](x) {{< video y >}} `c`"""
    teaches = "That <b>markup</b> is text."

    def construct(self):
        square = Square(3.0, stroke_width=0).set_fill("#58C4DD", 1)
        self.next_section('Part "<b>one</b>" --> ../two')
        self.say("Is 0.2 < 0.9? </script><b>")
        self.play(Create(square), run_time=0.4)
        self.rest(0.3)
        self.next_section("Zweitens: 2/2")
        self.say("It moves {up} & away.")
        self.play(square.animate.shift(UP), run_time=0.45)
        self.poster_here()
        self.describe("""A blue square. "quoted" <script>alert(1)</script>""")
        self.note("half", 0.5)
        self.play(square.animate.shift(RIGHT), run_time=0.25)
