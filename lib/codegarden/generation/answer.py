"""The record of one generation: the answer, how sure it is, and everything that was tried."""

import ast
import html
import sys
from dataclasses import dataclass, field
from importlib.metadata import packages_distributions
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pandas as pd

from codegarden.description import Specification
from codegarden.generation.judging import COLUMNS
from codegarden.program import TestCase, TestKind, Verdict

if TYPE_CHECKING:
    from codegarden.generation.choice import Alternative
    from codegarden.generation.questions import Question

PASSING = ("solved", "plausible")
MEANINGS = {
    "solved": "passes all given tests and is likely what was meant",
    "plausible": "passes all given tests, but may well not be what was meant",
    "partial": "passes some of the given tests only",
    "not tested": "no tests were given: nothing shows that it is right",
    "nothing": "no program was found",
    "stopped": "the search was stopped before a program passed all given tests",
}
UNTOUCHED = "tex2jax_ignore mathjax_ignore"  # classes: a dollar that somebody typed is a dollar


@dataclass(frozen=True)
class Generation:
    """What ``generate_code_from_description`` returns.

    ``status`` is "solved", "plausible", "partial", "not tested", "nothing" or "stopped". It is one
    of the first two only where every given test passed in the sandbox, and "solved" where
    ``confidence``, the probability that the program is right, is at least 0.5. ``questions`` are
    those whose reply would tell most, ``alternatives`` the passing candidates by what they do on
    further inputs. ``failures`` are the sources of candidates that
    broke off, each with why. ``candidates`` has the columns ``COLUMNS``, a row a judged
    program, in the order of judging; ``seconds`` are the wall-clock seconds of each source and in
    ``total``; ``curve`` are pairs of seconds and the best share of tests passed by then.
    ``enumerated`` counts the expressions that were enumerated and checked.
    """

    code: str
    status: str
    specification: Specification
    tests: tuple[TestCase, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    source: str = ""
    origin: str = ""
    candidates: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=COLUMNS))
    seconds: dict[str, float] = field(default_factory=dict)
    curve: tuple[tuple[float, float], ...] = ()
    enumerated: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    confidence: float | None = None
    questions: tuple["Question", ...] = ()
    alternatives: tuple["Alternative", ...] = ()

    @property
    def is_solved(self) -> bool:
        """Whether every given test passed, and the program is likely right."""
        return self.status == "solved"

    @property
    def passes(self) -> bool:
        """Whether every given test passed."""
        return self.status in PASSING

    @property
    def passed(self) -> int:
        """How many of the given tests passed."""
        return sum(verdict.passed for verdict in self.verdicts)

    def verdict_table(self) -> pd.DataFrame:
        """Return one row a given test: its call, what was expected, what came, and the outcome."""
        rows = [
            (
                test.call(self.specification.entry_point),
                expected_of(test),
                *(
                    (verdict.returned or verdict.message, str(verdict.outcome))
                    if verdict
                    else ("", "")
                ),
            )
            for test, verdict in zip_longest(self.tests, self.verdicts)
        ]
        return pd.DataFrame(rows, columns=["test", "expected", "came", "outcome"])

    def as_record(self) -> dict[str, Any]:
        """Return what a database keeps of the answer, as ``Store.add_generation`` takes it."""
        return {
            "description": self.specification.text,
            "specification": {
                "signature": self.specification.signature,
                "text": self.specification.to_text(),
                "missing": list(self.specification.missing),
            },
            "code": self.code,
            "status": self.status,
            "verdicts": list(self.verdicts),
            "seconds": self.seconds.get("total", 0.0),
            "provenance": {
                "source": self.source,
                "origin": self.origin,
                "seconds": self.seconds,
                "candidates": len(self.candidates),
                "enumerated": self.enumerated,
                "failures": self.failures,
                "confidence": self.confidence,
                "questions": [
                    {"call": each.call, "choices": each.choices} for each in self.questions
                ],
            },
        }

    def __str__(self) -> str:
        tests = f", {self.passed} of {len(self.tests)} tests" if self.tests else ""
        seconds = self.seconds.get("total", 0)
        lines = [f"{self.status}{self.sure}: {MEANINGS[self.status]}{tests}, {seconds:.1f} s"]
        if self.source:
            lines.append(f"from {self.source}: {self.origin}")
        lines += [f"not passed: {t.call(self.specification.entry_point)}" for t in self._failed()]
        lines += [f"note: {each}" for each in self.notes]
        return "\n".join([*lines, "", self.code]).rstrip() + "\n"

    @property
    def notes(self) -> list[str]:
        """What would settle doubts, must be installed, was not said, and what broke off."""
        needed = [f"needs {name}: pip install {name}" for name in self.needs]
        failed = [f"{name} broke off: {why}" for name, why in self.failures.items()]
        doubts = [self.doubt] if self.questions and not self.is_solved else []
        return [*doubts, *needed, *self.specification.missing, *failed]

    @property
    def sure(self) -> str:
        """The confidence as it stands behind the status, nothing where there is none."""
        return "" if self.confidence is None else f" ({self.confidence:.0%} likely right)"

    @property
    def doubt(self) -> str:
        """The question that tells most, with what the candidates say."""
        best = self.questions[0]
        said = " or ".join(f"{result} ({share:.0%})" for result, share in best.results[:3])
        return f"a test of {best.call} would settle most: candidates give {said}"

    @property
    def needs(self) -> list[str]:
        """The packages that must be installed to run the program, as the package index has them."""
        modules = imported_modules(self.code) - sys.stdlib_module_names
        distributions = packages_distributions() if modules else {}
        return sorted({distributions.get(name, [name])[0] for name in modules})

    def _failed(self) -> list[TestCase]:
        """Return the given tests that did not pass."""
        pairs = zip(self.tests, self.verdicts, strict=False)
        return [test for test, verdict in pairs if not verdict.passed]

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{html.escape(each)}</li>" for each in self.notes)
        origin = f"{self.source}: {self.origin}" if self.source else ""
        seconds = ", ".join(f"{name} {value:.1f} s" for name, value in self.seconds.items())
        return (
            f'<div class="{UNTOUCHED}"><p><b>{self.status}</b>{self.sure}: '
            f"{MEANINGS[self.status]}. "
            f"{html.escape(origin)}</p>{highlighted(self.code)}"
            f"{self.verdict_table().to_html(index=False, border=0) if self.tests else ''}"
            f"<p>{html.escape(seconds)}; {len(self.candidates)} candidates judged, "
            f"{self.enumerated:,} expressions enumerated</p>"
            f"{curve_svg(self.curve)}<ul>{notes}</ul></div>"
        )


def imported_modules(code: str) -> set[str]:
    r"""Return the names of the top-level modules that a program imports.

    >>> sorted(imported_modules("import os.path\nfrom more_itertools import chunked"))
    ['more_itertools', 'os']
    """
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def expected_of(test: TestCase) -> str:
    """Return what a test expects, as text: the right side of an assert line's comparison.

    >>> expected_of(TestCase("1", TestKind.ASSERT, source="assert f(1) == {2}"))
    '{2}'
    """
    if test.kind is TestKind.SUITE:
        return ""
    if test.kind is not TestKind.ASSERT:
        return repr(test.expected)
    try:
        match ast.parse(test.source).body[0].test:
            case ast.Compare(ops=[ast.Eq() | ast.Is()], comparators=[right]):
                return ast.unparse(right)
            case ast.Compare(left=left) as compared:
                return ast.unparse(compared).removeprefix(ast.unparse(left)).strip()
            case ast.UnaryOp(op=ast.Not()):
                return "False"
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return "True"


def highlighted(code: str) -> str:
    """Return code as HTML, coloured where Pygments is installed."""
    try:
        from pygments import highlight
        from pygments.formatters import HtmlFormatter
        from pygments.lexers import PythonLexer
    except ImportError:
        return f"<pre>{html.escape(code)}</pre>"
    return highlight(code, PythonLexer(), HtmlFormatter(noclasses=True))


def curve_svg(curve: tuple[tuple[float, float], ...]) -> str:
    """Return the search curve, the best share of tests over the seconds, as a small SVG."""
    if len(curve) < 2:
        return ""
    width, height = 320, 60
    last = max(curve[-1][0], 1e-9)
    points, before = [], 0.0
    for seconds, share in curve:
        x = width * seconds / last
        points += [
            f"{x:.1f},{height - before * height:.1f}",
            f"{x:.1f},{height - share * height:.1f}",
        ]
        before = share
    return (
        f'<svg viewBox="-4 -4 {width + 8} {height + 20}" width="{width}" role="img" '
        f'aria-label="best share of tests passed over time"><polyline points="{" ".join(points)}" '
        f'fill="none" stroke="#0072B2" stroke-width="2"/><text x="0" y="{height + 14}" '
        f'font-size="10">best share of tests passed, 0 to {last:.1f} s</text></svg>'
    )
