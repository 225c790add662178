"""The table of commands, and the group that imports a command's module when it is asked for."""

from importlib import import_module
from typing import NamedTuple

import click

__all__ = ["COMMANDS", "LazyGroup", "Row", "nnviz"]


class Row(NamedTuple):
    """A command that is not imported yet."""

    target: str
    """Where it is: ``"module:function"``."""
    help: str
    """One line for the list of commands."""


COMMANDS: dict[str, Row] = {
    "predict": Row("nnviz.cli.predict:predict", "Say which digit a picture shows."),
    "trace": Row("nnviz.cli.trace:trace", "Print every number of a forward pass."),
    "evaluate": Row("nnviz.cli.evaluate:evaluate_network", "Measure how often a network is right."),
    "train": Row("nnviz.cli.train:train_network", "Train a network on the shipped digits."),
    "import": Row("nnviz.cli.import_network:import_network", "Convert a network of another tool."),
    "explain": Row("nnviz.cli.render:explain", "Render the film of how a picture is read."),
    "render": Row("nnviz.cli.render:render", "Render scenes about a digit and a network."),
    "export": Row("nnviz.cli.export:export", "Write a scene in every form: films, texts, code."),
    "frames": Row("nnviz.cli.frames:frames", "Draw single moments of a scene, of any size."),
    "figure": Row("nnviz.cli.figure:figure", "Draw a network as a vector figure: SVG, PDF, PNG."),
    "review": Row("nnviz.cli.review:review", "Look at scenes for what cannot be read."),
    "deck": Row("nnviz.cli.deck:deck", "Make slides of scenes, a section a step."),
    "film": Row("nnviz.cli.film:film", "Render every scene and join them into one film."),
    "script": Row("nnviz.cli.script:script", "Write what scenes say, to be recorded."),
    "translate": Row("nnviz.cli.translate:translate", "Begin or complete another language."),
    "gallery": Row("nnviz.cli.gallery:gallery", "Draw the stills and the table of all scenes."),
    "init": Row("nnviz.cli.init:init", "Begin a project of your own, with a scene to change."),
    "scenes": Row("nnviz.cli.scenes:scenes", "List the scenes that can be rendered."),
    "clean": Row("nnviz.cli.clean:clean_store", "Make room in the store of films."),
    "lesson": Row("nnviz.cli.lesson:lesson", "Build the lesson page, with a pad to draw on."),
}
"""The commands, in the order of their list."""


class LazyGroup(click.Group):
    """A group of the commands in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return the command, or None if there is none of this name."""
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        module, _, name = row.target.partition(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{row.target} is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, row.help) for name, row in COMMANDS.items()])


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from nnviz import __version__

        click.echo(f"nnviz {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="'nnviz COMMAND --help' shows a command's options and examples.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version and exit.",
)
def nnviz() -> None:
    """See what a neural network does with a handwritten digit, every number computed."""
