"""The ``codegarden`` command: a thin door to each part of the workbench.

Commands import what they need when they run, so that ``codegarden --help`` answers at once. A
command or an option that cannot be used is refused before anything runs, in one line on standard
error, with exit status 2. Another error that the package raises on purpose is such a line with exit
status 1; anything else is a defect and keeps its traceback.
"""

import os
import sys
from typing import Annotated

import typer

from codegarden.cli.commands import (
    generation,
    judging,
    machine,
    models,
    mutation,
    pipeline,
    repairing,
)
from codegarden.cli.commands.cluster import cluster
from codegarden.cli.commands.database import database
from codegarden.cli.commands.output import example
from codegarden.cli.options import UNUSABLE

EXIT_STATUS = (
    "Exit status: 0 done, and where tests decide, all passed; 1 the answer is no, or it went "
    "wrong; 2 the command cannot be used; 130 interrupted."
)
SUMMARY = "A Jupyter research workbench for neural code generation that fits on a laptop."
# rich's help is for a screen, and takes a while to import
MARKUP = "rich" if sys.stdout.isatty() else None
app = typer.Typer(
    epilog=EXIT_STATUS,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=MARKUP,
)
COMMANDS = {
    generation.generate: generation.EXAMPLE,
    repairing.repair: repairing.EXAMPLE,
    mutation.mutate: mutation.EXAMPLE,
    judging.evaluate: judging.EVALUATE_EXAMPLE,
    judging.score: judging.SCORE_EXAMPLE,
    models.train: models.TRAIN_EXAMPLES,
    models.tune: models.TUNE_EXAMPLES,
    pipeline.run: pipeline.EXAMPLE,
    pipeline.notebooks: "codegarden notebooks --only 01",
    machine.doctor: "codegarden doctor",
}
for _command, _example in COMMANDS.items():
    app.command(epilog=example(*[_example] if isinstance(_example, str) else _example))(_command)
app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
    epilog=example("codegarden benchmark descriptions --model rules"),
)(machine.benchmark)
app.add_typer(database, name="db")
app.add_typer(cluster, name="cluster")


def show_version(asked: bool) -> None:
    """Print the version and stop, where it is asked for."""
    if asked:
        from importlib.metadata import version

        print(f"codegarden {version('codegarden')}")
        raise typer.Exit


@app.callback(help=SUMMARY)
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="print the version"),
    ] = False,
) -> None:
    """Take the options of ``codegarden`` itself."""


def main() -> None:
    """Run the command line; what the package raises on purpose becomes one line."""
    try:
        sys.exit(app(standalone_mode=False, prog_name="codegarden"))
    except UNUSABLE as error:
        if message := error.format_message():  # else help was printed
            print(f"codegarden: {message}", file=sys.stderr)
        sys.exit(error.exit_code)
    except typer.Abort:  # the input ended, where a task was asked for
        print("\ncodegarden: no task was given", file=sys.stderr)
        sys.exit(2)
    except (ValueError, RuntimeError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        ours = type(error).__module__.startswith("codegarden.")
        if not ours and not isinstance(error, OSError):
            raise
        print(f"codegarden: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\ncodegarden: interrupted", file=sys.stderr)
        sys.exit(130)
