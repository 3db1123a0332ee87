"""Reading of descriptions against labels: precision, recall and F1 of each field."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden.description import Specification, read

FIELDS = ("program type", "operations", "parameter types", "return type")


def run(
    file: Annotated[Path, typer.Argument(help="labelled descriptions")] = Path(
        "tests/data/descriptions.json"
    ),
    part: Annotated[str, typer.Option(help="held-back, development or all")] = "held-back",
    model: Annotated[str, typer.Option(help="spaCy pipeline, or rules")] = "",
) -> dict:
    """Read each labelled description without its tests, and compare.

    Types count as right when the outermost container or scalar is right (``list[str]`` for
    ``list[int]`` is). Every third row is held back. That does not make it unseen: most rows are
    public training problems, on which generation was developed as well.
    """
    rows = json.loads(file.read_text(encoding="utf-8"))["rows"]
    chosen = [row for place, row in enumerate(rows) if part == "all" or part == part_of(place)]
    scores = {field: Score() for field in FIELDS}
    for row in chosen:
        specification = read(row["text"], model=model)
        said, right = items(specification), labels(row)
        for field in FIELDS:
            scores[field].add(said[field], right[field])
    table = Table("field", "precision", "recall", "F1", box=None)
    for field, score in scores.items():
        table.add_row(field, *(f"{v:.2f}" for v in (score.precision, score.recall, score.f1)))
    Console().print(table)
    figures = {field.replace(" ", "_"): round(score.f1, 3) for field, score in scores.items()}
    return {"descriptions": len(chosen), "part": part, "f1": figures}


def part_of(place: int) -> str:
    """Return which part a row belongs to by its place in the file."""
    return "held-back" if place % 3 == 2 else "development"


def items(specification: Specification) -> dict[str, list[str]]:
    """Return what was read, field by field, as lists of words."""
    return {
        "program type": [specification.kind],
        "operations": list(specification.operations),
        "parameter types": [p.type.name for p in specification.parameters],
        "return type": [specification.returns.name] if specification.returns.name != "any" else [],
    }


def labels(row: dict[str, Any]) -> dict[str, list[str]]:
    """Return what is right, field by field."""
    return {
        "program type": [row["kind"]],
        "operations": row["operations"],
        "parameter types": [text.partition("[")[0] for text in row["parameters"]],
        "return type": [row["returns"].partition("[")[0]],
    }


class Score:
    """Counts of items said, right, and both, over many descriptions (micro-average)."""

    def __init__(self):
        self.said = self.right = self.both = 0

    def add(self, said: Iterable[str], right: Iterable[str]) -> None:
        """Count one description's items, each as often as it occurs."""
        one, other = Counter(said), Counter(right)
        self.said += one.total()
        self.right += other.total()
        self.both += (one & other).total()

    @property
    def precision(self) -> float:
        """Share of what was said that is right."""
        return self.both / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Share of what is right that was said."""
        return self.both / self.right if self.right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.said + self.right
        return 2 * self.both / total if total else 0.0
