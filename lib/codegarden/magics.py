"""Magics for JupyterLab: a function and its tests in one cell, judged, mutated or repaired.

``%load_ext codegarden`` brings them. In a cell of ``%%judge``, ``%%mutate`` and ``%%repair`` assert
lines, and functions ``test_...`` and ``check_...``, are the tests; all else is the program. Neither
runs in this kernel: the sandbox runs both. Each returns an object with the same content as what is
shown, as ``_`` or under the name that ``--name`` gives.
"""

import ast
import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from codegarden import evaluation, settings
from codegarden.generation import Generation, generate_code_from_description
from codegarden.generation.answer import UNTOUCHED
from codegarden.generation.corpus import solved_problems
from codegarden.generation.given import tests_in
from codegarden.generation.trained import trained_guide, trained_model
from codegarden.mutation.testing import Report, mutation_testing
from codegarden.program import Program, TestCase, Verdict
from codegarden.repair import Budget, Repair, repair
from codegarden.sandbox import Sandbox
from codegarden.store import Store
from codegarden.syntax import dependencies
from codegarden.syntax.source import split_lines, text_of

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SHOWN = 12  # survivors of a mutation test
COLORS = {"-": "rgba(229, 83, 75, .22)", "+": "rgba(70, 149, 74, .25)"}  # on light and dark


class CellError(ValueError):
    """A cell without a program or without a test; the message says which."""


@dataclass(frozen=True)
class Shown:
    """A result with its web page and its text.

    ``result`` is the verdicts, the ``Report`` or the ``Repair``; ``source`` is the program, or the
    repaired one.
    """

    result: Any
    source: str
    text: str
    page: str = field(repr=False)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'<div class="{UNTOUCHED}">{self.page}</div>'


@magics_class
class GardenMagics(Magics):
    """The magics of ``%load_ext codegarden``."""

    @magic_arguments()
    @argument("--function", default="", help="what is tested; else the cell's last function")
    @argument("--name", default="", help="a variable for the result")
    @cell_magic
    def judge(self, line: str, cell: str) -> Shown:
        """Run the cell's function on the cell's tests, in the sandbox."""
        given = parse_argstring(self.judge, line)
        program, cases = split_cell(cell, given.function)
        with sandbox() as box:
            return self.named(given.name, judged(program, cases, box.run(program, cases)))

    @magic_arguments()
    @argument("--function", default="", help="what is tested; else the cell's last function")
    @argument("--limit", type=int, default=0, help="at most this many mutants; 0: all")
    @argument("--name", default="", help="a variable for the result")
    @cell_magic
    def mutate(self, line: str, cell: str) -> Shown:
        """Mutation testing: which small changes of the function do the cell's tests not notice?."""
        given = parse_argstring(self.mutate, line)
        program, cases = split_cell(cell, given.function)
        with sandbox() as box:
            report = mutation_testing(program, cases, box, sample=given.limit or None)
        return self.named(given.name, mutated(report))

    @magic_arguments()
    @argument("--function", default="", help="what is tested; else the cell's last function")
    @argument("--seconds", type=float, default=30.0, help="how long to search")
    @argument("--name", default="", help="a variable for the result")
    @cell_magic
    def repair(self, line: str, cell: str) -> Shown:
        """Search for an edit with which the cell's function passes the cell's tests."""
        given = parse_argstring(self.repair, line)
        program, cases = split_cell(cell, given.function)
        with sandbox() as box:
            found = repair(program, cases, box, budget=Budget(seconds=given.seconds))
        return self.named(given.name, repaired(found))

    @magic_arguments()
    @argument("description", nargs="+", help="the task, in a sentence")
    @argument("--test", action="append", default=[], help="an assert line; may be repeated")
    @argument("--seconds", type=float, default=30.0, help="how long to search")
    @argument("--name", default="", help="a variable for the result")
    @line_magic
    def generate(self, line: str) -> Generation:
        """Write a program for a task: %generate Return twice x. --test "f(3) == 6"."""
        given = parse_argstring(self.generate, line)
        options = settings.load()
        with Store.connect(options) as store, sandbox() as box:
            store.create()
            answer = generate_code_from_description(
                unquoted(" ".join(given.description)),
                tests_in("\n".join(map(unquoted, given.test))),
                seconds=given.seconds,
                corpus=lambda *asked: solved_problems(store, options.data / "examples", *asked),
                language_model=partial(trained_model, options.trained),
                guide=trained_guide(options.trained),
                sandbox=box,
            )
        return self.named(given.name, answer)

    def named(self, name: str, result: Any) -> Any:
        """Return a result, which is in the user's namespace from then on where it has a name."""
        if name:
            self.shell.user_ns[name] = result
        return result


def sandbox() -> Sandbox:
    """Return the sandbox that the settings ask for."""
    options = settings.load()
    return Sandbox(options.workers, isolation=options.isolation)


def unquoted(text: str) -> str:
    """Return a text without the quotes around it.

    >>> unquoted('"Return x."')
    'Return x.'
    """
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def split_cell(cell: str, function: str = "") -> tuple[Program, list[TestCase]]:
    """Return the program and the tests of a cell; raises ``CellError`` where one is missing."""
    try:
        tree = ast.parse(cell)
    except SyntaxError as error:
        raise CellError(f"line {error.lineno} of the cell: {error.msg}") from None
    lines = split_lines(cell)
    own, tests, imports = [], [], []
    for node in tree.body:
        text = text_of(lines, node)
        if is_test(node):
            tests.append(text)
        else:
            own.append(text)
            imports += [text] if isinstance(node, ast.Import | ast.ImportFrom) else []
    names = [node.name for node in tree.body if isinstance(node, FUNCTIONS) and not is_test(node)]
    entry_point = function or next(iter(names[::-1]), "")
    if entry_point not in names:
        raise CellError(f"the cell defines no function {entry_point}".rstrip() + ": write one")
    if not tests:
        raise CellError(f"the cell has no test: add a line assert {entry_point}(...) == ...")
    with TemporaryDirectory(prefix="codegarden-") as folder:
        file = Path(folder) / "cell.py"
        file.write_text("\n".join([*imports, *tests]), encoding="utf-8")
        cases = evaluation.load_tests(file, entry_point)
    return Program("\n\n".join(own) + "\n", entry_point), cases


def is_test(node: ast.stmt) -> bool:
    """Whether a statement of a cell is a test."""
    named = isinstance(node, FUNCTIONS) and node.name.startswith(("test", "check_"))
    return named or isinstance(node, ast.Assert) or (
        not isinstance(node, (*FUNCTIONS, ast.ClassDef)) and bool(dependencies.asserts(node))
    )  # fmt: skip


def judged(program: Program, cases: Sequence[TestCase], verdicts: Sequence[Verdict]) -> Shown:
    """Return verdicts as they are shown."""
    passed = sum(one.passed for one in verdicts)
    head = f"{program.entry_point}: {passed} of {len(verdicts)} tests passed"
    rows = [
        (case.call(program.entry_point).strip().split("\n")[0], str(one.outcome), one.message)
        for case, one in zip(cases, verdicts, strict=True)
    ]
    text = "\n".join(
        [head, *(f"  {outcome:10} {call}  {why}".rstrip() for call, outcome, why in rows)]
    )
    cells = "".join(
        f"<tr><td>{'✓' if outcome == 'pass' else '✗'} {outcome}</td>"
        f"<td style='text-align:left'><code>{html.escape(call)}</code></td>"
        f"<td style='text-align:left'>{html.escape(why)}</td></tr>"
        for call, outcome, why in rows
    )
    page = f"<b>{html.escape(head)}</b><table>{cells}</table>"
    return Shown(list(verdicts), program.source, text, page)


def mutated(report: Report) -> Shown:
    """Return a report as it is shown: the score, and survivors with their differences."""
    every = len(report.killed) + len(report.survived)
    head = f"{len(report.killed)} of {every} mutants killed: mutation score {report.score:.1%}"
    left = len(report.survived) - SHOWN
    parts = [
        f"<details><summary>survived: {html.escape(one.sentence)}</summary>"
        f"{diff_html(one.diff())}</details>"
        for one in report.survived[:SHOWN]
    ]
    more = [f"… and {left} more"] if left > 0 else []
    page = "".join([f"<b>{head}</b>", *parts, *more])
    return Shown(report, report.program.source, report.render(SHOWN), page)


def repaired(found: Repair) -> Shown:
    """Return a repair as it is shown: what was done, and the difference."""
    tried = f"{found.evaluations} programs in {found.seconds:.1f} s"
    best = found.best
    if best is None:
        said = "no patch found" if found.failing else "it passes all tests already"
        return Shown(found, found.program.source, f"{said}; {tried}", f"<b>{said}</b>; {tried}")
    others = f"; {len(found.patches) - 1} other patches" if len(found.patches) > 1 else ""
    head = f"<b>{html.escape(best.sentence)}</b>; {tried}{others}"
    text = f"{best.explain()}\n{tried}{others}"
    return Shown(found, best.program.source, text, head + diff_html(best.diff))


def diff_html(diff: str) -> str:
    """Return a difference with its lines coloured."""
    lines = "".join(
        f"<div style='background:{COLORS.get(line[:1], 'none')}'>{html.escape(line) or ' '}</div>"
        for line in diff.splitlines()
    )
    style = "font-family:var(--jp-code-font-family, monospace); white-space:pre-wrap"
    return f"<div style='{style}'>{lines}</div>"
