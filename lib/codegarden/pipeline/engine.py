"""What papermill does differently here: it tells of each cell, and parses parameters."""

import ast
from collections.abc import Callable
from typing import Any

from papermill.engines import NBClientEngine, papermill_engines
from papermill.models import Parameter
from papermill.translators import PythonTranslator, papermill_translators

from codegarden.pipeline.parameters import defaults_in

NAME = "codegarden"


def register() -> None:
    """Let papermill use both."""
    papermill_engines.register(NAME, ProgressEngine)
    papermill_translators.register("python", CellTranslator)


class ProgressEngine(NBClientEngine):
    """Papermill's own engine, which also tells of each cell as it starts."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, on_cell: Callable[[int], None], **options: Any
    ) -> Any:
        """Execute a notebook; ``on_cell`` gets each cell's index before it runs."""
        start = nb_man.cell_start

        def cell_start(cell: Any, cell_index: int | None = None, **more: Any) -> None:
            on_cell(cell_index or 0)
            start(cell, cell_index, **more)

        nb_man.cell_start = cell_start
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


class CellTranslator(PythonTranslator):
    """Papermill's translator for Python, which reads the parameters cell with Python's parser.

    Papermill's own does it with a regular expression, and warns at a line with two equals signs,
    which any text may hold.
    """

    @classmethod
    def inspect(cls, parameters_cell: Any) -> list[Parameter]:
        """Return the parameters of a cell."""
        tree = ast.parse(parameters_cell["source"])
        return [
            Parameter(name, type(value).__name__, repr(value), "")
            for name, value in defaults_in(tree).items()
        ]
