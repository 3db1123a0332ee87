"""How many mutants a second are generated, beside cosmic-ray's and mutmut's generators.

All three get the same files and each writes the source of every mutant that it knows. This one runs
with all its operators, removes equal ones and checks that each parses; the time for that counts. A
peer that is not installed (``pip install codegarden[peers]``) is left out.
"""

import json
import sys
import sysconfig
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden.mutation import mutants
from codegarden.syntax.source import read_source

FILES = ("bisect.py", "colorsys.py", "fnmatch.py", "graphlib.py", "heapq.py", "textwrap.py")


def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Python files; without, some of the standard library"),
    ] = None,
    seconds: Annotated[float, typer.Option(help="most for one tool and file")] = 20.0,
    repeats: Annotated[int, typer.Option(help="of which the median counts")] = 3,
    out: Annotated[Path | None, typer.Option(help="a row a tool and file, as JSON Lines")] = None,
) -> dict[str, Any]:
    """Generate mutants with each tool and return mutants a second and the ratios."""
    library = Path(sysconfig.get_path("stdlib"))
    files = paths or [library / name for name in FILES]
    tools = {"codegarden": ours}
    tools |= {
        name: tool
        for name, (module, tool) in PEERS.items()
        if module in sys.modules or find_spec(module)
    }
    rows = [measure(name, tool, f, seconds, repeats) for f in files for name, tool in tools.items()]
    if out:
        out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    show(rows)
    rates = {name: rate(rows, name) for name in tools}
    return {
        "mutants_per_second": rates,
        "ratio": {
            n: round(rates["codegarden"] / r, 2)
            for n, r in rates.items()
            if r and n != "codegarden"
        },
        "not_installed": [name for name in PEERS if name not in tools],
    }


def measure(name: str, tool: Callable, path: Path, seconds: float, repeats: int) -> dict[str, Any]:
    """Return how many mutants a tool makes of a file, and the median of its times."""
    text = read_source(path)
    runs = []
    for _ in range(repeats):
        started = time.perf_counter()
        count = tool(text, path, started + seconds)
        runs.append(time.perf_counter() - started)
    return {"tool": name, "file": path.name, "mutants": count, "seconds": round(median(runs), 4)}


def rate(rows: list[dict[str, Any]], name: str) -> float:
    """Return a tool's mutants a second over all files."""
    own = [row for row in rows if row["tool"] == name]
    spent = sum(row["seconds"] for row in own)
    return round(sum(row["mutants"] for row in own) / spent, 1) if spent else 0.0


def ours(text: str, path: Path, until: float) -> int:
    """Write the source of every mutant, and return how many there are."""
    count = 0
    for mutant in mutants(text):
        assert mutant.source != text
        count += 1
        if time.perf_counter() > until:
            break
    return count


def cosmic_ray(text: str, path: Path, until: float) -> int:
    """Do what ``cosmic-ray init`` and each of its workers do, without running a test."""
    from cosmic_ray import plugins
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code

    count = 0
    tree = get_ast(text)
    for name in plugins.operator_names():
        kind = plugins.get_operator(name)
        if kind.arguments():
            continue
        operator = kind()
        places = [p for node in ast_nodes(tree) for p in operator.mutation_positions(node)]
        for occurrence in range(len(places)):
            if mutate_code(text, operator, occurrence) is not None:
                count += 1
            if time.perf_counter() > until:
                return count
    return count


def mutmut(text: str, path: Path, until: float) -> int:
    """Let mutmut write its one file with all mutants of a file's functions."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    return len(mutate_file_contents(str(path), text).mutant_names)


PEERS = {"cosmic-ray": ("cosmic_ray", cosmic_ray), "mutmut": ("mutmut", mutmut)}


def show(rows: list[dict[str, Any]]) -> None:
    """Print a line a tool and file."""
    table = Table("file", "tool", "mutants", "seconds", "mutants/s")
    for row in rows:
        pace = row["mutants"] / row["seconds"]
        cells = (row["file"], row["tool"], str(row["mutants"]), f"{row['seconds']:.2f}")
        table.add_row(*cells, f"{pace:,.0f}")
    Console().print(table)
