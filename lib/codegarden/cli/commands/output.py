"""How commands speak: an example in the help, JSON when asked for, tables and progress bars.

Standard output holds the answer alone, so that it can be piped; what goes on and what went wrong
is told on standard error. Without a terminal there is neither colour nor a progress bar.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer

Json = Annotated[bool, typer.Option("--json", help="print one JSON object and nothing else")]
Update = Callable[..., None]


def example(*lines: str) -> str:
    """Return the end of a command's help: commands that can be pasted, a line each."""
    return "\n\n".join(f"\b\nExample: {line}" for line in lines)


def show_json(value: Any) -> None:
    """Print one JSON value; what JSON cannot hold is written as text."""
    print(json.dumps(value, default=str))


def show_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a table; rows that are no texts are written as Python does."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None)
    for row in rows:
        table.add_row(*(cell if isinstance(cell, str) else str(cell) for cell in row))
    # rich takes a file for a screen of 80 columns, and would cut what stands beyond
    width = None if sys.stdout.isatty() else 1000
    Console(width=width, highlight=False, markup=False).print(table)


def note(line: str) -> None:
    """Print a line about what goes on, to standard error."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def progress(title: str, total: float | None = None) -> Iterator[Update]:
    """Give a function ``update(done, total=None, text="")`` that moves a bar on standard error.

    Where standard error is no terminal, it does nothing.
    """
    if not sys.stderr.isatty():
        yield lambda *_, **__: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[text]}"))
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bars:
        bar = bars.add_task(title, total=total, text="")

        def update(done: float, total: float | None = total, text: str = "") -> None:
            bars.update(bar, completed=done, total=total, text=text)

        yield update
