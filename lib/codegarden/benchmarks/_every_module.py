"""All operators over whole libraries: no exception, and no mutant that is not a program.

Needs the standard library alone, so that any Python can run it:
``PYTHONPATH=lib python3.13 -m codegarden.benchmarks._every_module FOLDER ...``.
"""

import json
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

from codegarden.mutation.catalog import OPERATORS
from codegarden.mutation.mutant import Mutant
from codegarden.mutation.mutants import Mutants
from codegarden.mutation.operator import Subject
from codegarden.syntax.code import Code, CodeError
from codegarden.syntax.parsing import compiles
from codegarden.syntax.source import SourceError, read_source

# folders of modules that are data for tests, often on purpose no Python
PASSED_OVER = frozenset({"test", "tests", "idle_test", "site-packages", "__pycache__"})


def modules(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the modules in folders, tests left out, in the order of their names."""
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if not PASSED_OVER & set(path.relative_to(folder).parts):
                yield path


def examine(path: Path, count: int, seed: int = 0) -> Counter:
    """Draw some mutants a operator of one module, and print each fault; return the counts.

    They are "mutants", "failures" of operators and "not_programs"; a module that is no program
    itself counts as "unreadable" alone.
    """
    counts: Counter[str] = Counter()
    try:
        subject = Subject(read_source(path))
    except (CodeError, SourceError):
        return Counter(unreadable=1)
    if not compiles(subject.text):
        return Counter(unreadable=1)
    counts["modules"] += 1
    # operators begin where the list of nodes does
    start = Random(f"{seed} {path.name}").randrange(len(subject.nodes))
    subject.nodes = subject.nodes[start:] + subject.nodes[:start]
    for operator in OPERATORS.values():
        made = Mutants(subject, [operator])
        for mutant in islice(made, count):
            counts["mutants"] += 1
            if not compiles(surroundings(subject, mutant)):
                counts["not_programs"] += 1
                print(f"{path}: {operator.name}: {mutant.sentence}", flush=True)
        for name, error in made.failures.items():
            counts["failures"] += 1
            print(f"{path}: {name}: {error}", flush=True)
    return counts


def surroundings(code: Code, mutant: Mutant) -> str:
    """Return the statements of the module around a mutant's edits, as the mutant has them."""
    low, high = min(e.start for e in mutant.edits), max(e.end for e in mutant.edits)
    lines = [code.own_lines(statement) for statement in code.tree.body]
    if None in lines:
        return mutant.source
    first = max((start for start, _ in lines if start < low), default=0)
    last = min((end for _, end in lines if end > high), default=len(code.text))
    end = len(mutant.source) - (len(code.text) - last)
    return mutant.source[first:end]


def run(folders: Iterable[Path], count: int, seed: int = 0) -> dict[str, int]:
    """Examine all modules of folders and return the counts."""
    counts = Counter({"modules": 0, "mutants": 0, "failures": 0, "not_programs": 0})
    for path in modules(folders):
        counts.update(examine(path, count, seed))
    return dict(counts)


class PackageError(ValueError):
    """A package whose folder is not there; the message names it."""


def packages(names: Iterable[str]) -> list[Path]:
    """Return the folders of installed packages.

    Raises ``PackageError`` for one that has none.
    """
    folders = [Path(sysconfig.get_path("purelib")) / name for name in names]
    for folder in folders:
        if not folder.is_dir():
            raise PackageError(f"{folder.name!r} is no installed package with a folder of its own")
    return folders


if __name__ == "__main__":
    warn = [Path(name) for name in sys.argv[1:]]
    print(json.dumps(run([Path(sysconfig.get_path("stdlib")), *warn], 3)))
