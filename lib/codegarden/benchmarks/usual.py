"""What Python usually looks like: productions within one another, counted in the standard library.

Its functions are read as the solved problems' programs are; what is left of them is how often which
production stands at which place of which other, not a program (see ``synthesis/usual``).
"""

import ast
import contextlib
import sys
import sysconfig
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from codegarden.syntax.source import SourceError, read_source
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.usual import write
from codegarden.synthesis.weights import CONSTANT

LINES = 40  # of a function: longer ones are not what is asked for
LEFT_OUT = ("site-packages", "test", "tests", "idlelib", "lib2to3")


def run(
    out: Annotated[Path | None, typer.Option(help="write elsewhere than to the library")] = None,
    limit: Annotated[int, typer.Option(help="so many files, 0 for all")] = 0,
) -> dict[str, float]:
    """Count productions in the functions of the standard library.

    Returns
    -------
    dict
        The ``python`` whose library it is, how many ``files`` and ``functions`` were read, and the
        ``occurrences`` in them.
    """
    files = standard_library()[: limit or None]
    places, number = counted(files)
    version = ".".join(map(str, sys.version_info[:2]))
    about = {"python": version, "files": len(files), "functions": number}
    write(places, about, *([out] if out else []))
    return about | {"occurrences": round(sum(sum(heads.values()) for heads in places.values()))}


def standard_library() -> list[Path]:
    """Return the files of the standard library, without its tests."""
    folder = Path(sysconfig.get_path("stdlib"))
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if not {*path.relative_to(folder).parts[:-1]} & {*LEFT_OUT}
    ]


def counted(files: list[Path]) -> tuple[dict[tuple, Counter], int]:
    """Return what the functions of files count up to, and how many they are."""
    recognizer = Recognizer(language())
    found: dict[tuple, Counter] = defaultdict(Counter)
    number = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for function in (each for path in files for each in functions(path)):
            number += 1
            with contextlib.suppress(SyntaxError, ValueError, RecursionError):
                for parent, place, child, share in recognizer.occurrences(ast.unparse(function)):
                    if parent is not None:
                        head = CONSTANT if isinstance(child, tuple) else child
                        found[parent, place][head] += share
    return found, number


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the short functions of a file that return something."""
    with contextlib.suppress(SourceError, SyntaxError, ValueError, RecursionError):
        for node in ast.walk(ast.parse(read_source(path))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno <= LINES:
                returns = (each for each in ast.walk(node) if isinstance(each, ast.Return))
                if any(each.value for each in returns):
                    yield node
