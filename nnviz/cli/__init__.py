"""The command ``nnviz``.

A command's module is imported when that command runs, and not before: ``nnviz predict`` loads
nothing that draws. To add a command, add a row to `nnviz.cli.commands.COMMANDS`.
"""

import os
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``nnviz`` and exit.

    Exit codes: 0, or 2 for a user's mistake (one line on stderr says which), or 130 when it was
    interrupted.

    Parameters
    ----------
    arguments : sequence of str, optional
        The arguments after the program's name; those of this process unless given.
    """
    import click

    from nnviz.cli.commands import nnviz
    from nnviz.core import NNVizError

    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = nnviz.main(args=given, prog_name="nnviz", standalone_mode=False)
        sys.stdout.flush()
    except NNVizError as error:
        _refuse(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "nnviz"
        _refuse(f"{error.format_message()} ('{command} --help' shows what there is)")
    except click.ClickException as error:
        _refuse(error.format_message())
    except click.Abort:
        click.echo("nnviz: interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader has left, as in `nnviz evaluate | head`; nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _refuse(f"{where}{error.strerror or error}")
    sys.exit(code if isinstance(code, int) else 0)


def _refuse(message: str) -> None:
    import click

    click.echo("nnviz: " + " ".join(message.split()), err=True)
    sys.exit(2)
