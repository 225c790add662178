"""The command ``nnviz``.

A command's module is imported when that command runs, and not before: ``nnviz predict`` loads
nothing that draws. To add a command, add a row to `nnviz.cli.commands.COMMANDS`.
"""

import os
import sys
from collections.abc import Sequence

from nnviz.cli.interruptions import interruptible

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``nnviz`` and exit.

    Exit codes: 0; 1 where a command says so; 2 for a user's mistake (one line on stderr says
    which); 130 after Ctrl-C and 143 after SIGTERM, when what was begun has been cleaned up.

    Parameters
    ----------
    arguments : sequence of str, optional
        The arguments after the program's name; those of this process unless given.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    code = interruptible(lambda: _run(given), to_the_end=arguments is None)
    if arguments is None and code > 128:
        # All is cleaned up. Python itself may still hold an interruption that came while it loaded
        # a library for unhandled, and would end as if nobody had answered.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    """Run a command and return the exit code; what it raises has become a line on stderr."""
    import click

    from nnviz.cli.commands import nnviz
    from nnviz.errors import NNVizError

    completion = os.environ.get("_NNVIZ_COMPLETE")
    if completion:
        from click.shell_completion import shell_complete

        return shell_complete(nnviz, {}, "nnviz", "_NNVIZ_COMPLETE", completion)
    try:
        # Not `nnviz.main`, which answers an interruption with a line of its own.
        with nnviz.make_context("nnviz", arguments) as context:
            code = nnviz.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except NNVizError as error:
        return _refuse(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "nnviz"
        return _refuse(f"{error.format_message()} ('{command} --help' shows what there is)")
    except click.ClickException as error:
        return _refuse(error.format_message())
    except BrokenPipeError:
        # The reader has left, as in `nnviz evaluate | head`; nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{where}{error.strerror or error}")
    return code if isinstance(code, int) else 0


def _refuse(message: str) -> int:
    import click

    from nnviz.errors import one_line

    click.echo(one_line(f"nnviz: {message}", longest=500), err=True)
    return 2
