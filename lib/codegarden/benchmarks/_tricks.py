"""The hostile programs of ``tests/hostile``: what each tries, and what counts as contained."""

import ast
from dataclasses import dataclass
from pathlib import Path

from codegarden.syntax.source import read_source, split_lines

HEAD_LINES = ("# Trick: ", "# Outcome: ", "# Expected: ", "# Build: ")


@dataclass(frozen=True)
class Trick:
    """One hostile program: what it tries, and the outcomes that count as contained."""

    name: str
    about: str
    outcomes: frozenset[str]
    source: str
    expected: str = ""
    in_folder: bool = False  # runs in a folder of its own

    @property
    def group(self) -> str:
        """The folder that the program lies in."""
        return self.name.partition("/")[0]


def read_tricks(folder: Path) -> list[Trick]:
    """Return the programs of a folder, in the order of their names.

    A file ``.txt`` holds what is not Python, or, as ``Build:``, an expression for its source.
    """
    return [
        read_trick(path) for path in sorted(folder.glob("*/*")) if path.suffix in (".py", ".txt")
    ]


def read_trick(path: Path) -> Trick:
    """Return one program with what its first lines say of it."""
    text = read_source(path)
    head = dict(
        line[2:].split(": ", 1) for line in split_lines(text) if line.startswith(HEAD_LINES)
    )
    source = ast_value(head["Build"]) if "Build" in head else text
    return Trick(
        f"{path.parent.name}/{path.stem}",
        head["Trick"],
        frozenset(head["Outcome"].split("|")),
        source,
        head.get("Expected", ""),
        path.parent.name == "folders",
    )


def ast_value(expression: str) -> str:
    """Return the value of an expression of this project's own files: texts, ``+`` and ``*``."""
    node = ast.parse(expression, mode="eval").body
    return build(node)


def build(node: ast.expr) -> str | int:
    """Evaluate constants joined by ``+`` and ``*``."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return build(node.left) + build(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return build(node.left) * build(node.right)
    raise ValueError(f"{ast.unparse(node)}: use constants, + and *")
