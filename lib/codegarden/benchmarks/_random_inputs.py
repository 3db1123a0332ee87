"""Random programs, values, tests, descriptions and headers, as people and accidents write them.

Everything is drawn from a ``random.Random``, so that one seed gives one input. Nothing here judges.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from codegarden.benchmarks import _odd_texts as odd
from codegarden.program import Problem, Program, TestCase, TestKind


def text_edited(random: Random, text: str, words: Sequence[str]) -> str:
    """Return a text after some accidents: to its tokens, lines, characters or line ends."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        text = random.choice(ACCIDENTS)(random, text, words)
    return text


def on_parts(pattern: str) -> Callable[[Random, str, Sequence[str]], str]:
    """Return an accident that drops, doubles, swaps, plants or replaces parts of a text."""
    cut = re.compile(pattern, re.DOTALL)

    def happen(random: Random, text: str, words: Sequence[str]) -> str:
        parts = cut.findall(text) or [""]
        here, there = random.randrange(len(parts)), random.randrange(len(parts))
        match random.randrange(6):
            case 0:
                del parts[here]
            case 1:
                parts.insert(there, parts[here])
            case 2:
                parts[here], parts[there] = parts[there], parts[here]
            case 3:
                parts.insert(here, random.choice(odd.WORDS))
            case 4:
                parts[here] = random.choice(words)
            case _:
                del parts[min(here, there) : min(here, there) + 5]
        return "".join(parts)

    return happen


def with_other_space(random: Random, text: str, words: Sequence[str]) -> str:
    """Return a text with other line ends, indentation or beginning."""
    old, new = random.choice(
        [
            ("\n", "\r\n"),
            ("\n", "\r"),
            ("    ", "\t"),
            ("    ", " "),
            (" ", "\x0c"),
            ("\n", "\n\x0c"),
        ]
    )
    many = random.choice((-1, 1, 3))
    return random.choice(("", "", "\ufeff", "\n")) + text.replace(old, new, many)


def cut_off(random: Random, text: str, words: Sequence[str]) -> str:
    """Return the beginning of a text, as of a copy that was broken off."""
    return text[: random.randrange(len(text) + 1)]


ACCIDENTS = (
    *[on_parts(r"\w+|[ \t]+|.")] * 4,
    *[on_parts(r"[^\n]*\n|[^\n]+")] * 2,
    *(on_parts(r"."), with_other_space, cut_off),
)


class Inputs:
    """Draws inputs near what some problems have: programs, tests, descriptions, headers."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = [problem for problem in problems if problem.programs]
        sources = [p.source for problem in self.problems for p in problem.programs]
        self.words = sorted(
            {word for text in sources for word in re.findall(r"\w+|[^\w\s]+", text)}
        )

    def problem(self, random: Random) -> Problem:
        """Return one of the problems."""
        return random.choice(self.problems)

    def program(self, random: Random, problem: Problem) -> Program:
        """Return a program of a problem as it is, or edited, or an odd one."""
        program = random.choice(problem.programs)
        draw = random.random()
        if draw < 0.15:
            text = random.choice(odd.PROGRAMS)
            return replace(
                program, source=text, entry_point=random.choice(("f", "f", "C", "", "x y"))
            )
        if draw < 0.3:
            return program
        text = program.source if draw < 0.9 else random.choice(odd.PROGRAMS)
        return replace(program, source=text_edited(random, text, self.words))

    def value(self, random: Random, depth: int = 3) -> Any:
        """Return plain data: a scalar, often an odd one, or a nested container."""
        if depth and random.random() < 0.4:
            values = [self.value(random, depth - 1) for _ in range(random.randrange(4))]
            keys = [self.scalar(random) for _ in values]
            return random.choice(
                (
                    values,
                    tuple(values),
                    set(keys),
                    frozenset(keys),
                    dict(zip(keys, values, strict=True)),
                )
            )
        return self.scalar(random)

    def scalar(self, random: Random) -> Any:
        """Return a number, a text, bytes, None or a truth value."""
        return random.choice(
            (
                *(None, True, False, 0, 1, -1, 7, 1.5, -0.0, 1e308, 5e-324, math.nan, math.inf, 2j),
                *(
                    -(2**63),
                    2**64,
                    10**40,
                    -(10**400),
                    10**5000,
                    b"",
                    b"\xff\0",
                    "",
                    "a",
                    "Hello, you",
                ),
                *(random.randrange(-99, 99), random.random(), random.choice(self.words)),
                *(random.choice(odd.WORDS), random.choice(odd.LINES)),
            )
        )

    def line(self, random: Random, name: str) -> str:
        """Return a line that tests a function, or looks like it."""
        draw = random.random()
        if draw < 0.4:
            args = ", ".join(written(self.value(random)) for _ in range(random.randrange(4)))
            return f"{name}({args}) == {written(self.value(random))}"
        line = random.choice(odd.LINES)
        return line if draw < 0.8 else text_edited(random, line, self.words)

    def test(self, random: Random, name: str, number: int) -> TestCase:
        """Return a test of any kind."""
        draw = random.random()
        if draw < 0.5:
            args = tuple(self.value(random) for _ in range(random.choice((0, 1, 1, 2, 3))))
            tolerance = random.choice((0.0, 0.0, 1e-6))
            expected = self.value(random)
            return TestCase(str(number), args=args, expected=expected, tolerance=tolerance)
        kind = random.choice(
            (TestKind.ASSERT, TestKind.ASSERT, TestKind.EXPRESSION, TestKind.SUITE)
        )
        line = self.line(random, name)
        if kind is TestKind.EXPRESSION:
            setup = random.choice(("", "", "import asyncio", random.choice(odd.PROGRAMS)))
            source = line.partition(" == ")[0]
            return TestCase(
                str(number), kind, expected=self.value(random), source=source, setup=setup
            )
        if kind is TestKind.SUITE:
            line = f"def check(candidate):\n    assert {line.replace(name, 'candidate')}\n"
        return TestCase(
            str(number), kind, source=f"assert {line}" if kind is TestKind.ASSERT else line
        )

    def tests(self, random: Random, problem: Problem) -> list[TestCase]:
        """Return the tests of a problem, some of them, and random ones."""
        own = random.sample(problem.tests, min(random.choice((0, 2, 6)), len(problem.tests)))
        others = [
            self.test(random, problem.entry_point, number)
            for number in range(random.choice((0, 1, 3) if own else (1, 1, 1, 3, 0)))
        ]
        return [*own, *others]

    def tests_as_written(self, random: Random, problem: Problem) -> Any:
        """Return tests as a user may write them: cases, lines, pairs, one text of lines."""
        tests: list = list(self.tests(random, problem))
        for place, test in enumerate(tests):
            draw = random.random()
            if draw < 0.3:
                tests[place] = self.line(random, random.choice((problem.entry_point, "f")))
            elif draw < 0.5:
                tests[place] = (test.args, test.expected)
        lines = [test for test in tests if isinstance(test, str)]
        return random.choice(("\n", "; ", "\r\n")).join(lines) if random.random() < 0.3 else tests

    def description(self, random: Random, problem: Problem) -> str:
        """Return a description as it is, edited, or an odd one."""
        text = problem.description if random.random() < 0.6 else random.choice(odd.DESCRIPTIONS)
        return text if random.random() < 0.4 else text_edited(random, text, self.words)

    def header(self, random: Random, problem: Problem) -> str | None:
        """Return a function's header, a name, something that is neither, or None."""
        if random.random() < 0.4:
            return random.choice((None, problem.entry_point))
        text = random.choice(odd.HEADERS)
        return text if random.random() < 0.6 else text_edited(random, text, self.words)


def written(value: Any) -> str:
    """Return plain data as Python text, also where Python refuses to write so long a number."""
    try:
        return repr(value)
    except ValueError:
        return "9" * 5000
