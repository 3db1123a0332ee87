"""Whether a program does what is asked for, and which known problems ask for the same.

Of benchmarks whose tasks have a reference program, or tests that the search does not see.
"""

import random
from collections.abc import Sequence

from codegarden.program import Outcome, Problem, Program, TestCase, TestKind
from codegarden.sandbox import Sandbox
from codegarden.synthesis.adaptation import adapt, alike
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.inputs import varied
from codegarden.synthesis.retrieval import leave_out, types_of

VARIED = 8  # inputs made of each test's


def passes(task: Problem, program: Program, sandbox: Sandbox) -> bool:
    """Return whether a program passes all tests of a task."""
    return all(v.passed for v in sandbox.run(program, task.tests))


def agrees_with(problem: Problem, own: Program, sandbox: Sandbox) -> bool:
    """Return whether a program does what the reference program does on inputs made of the tests'.

    Inputs on which the reference program fails are left out; where none is left, nothing was
    compared and the answer is not right. Results are compared whole, numbers within rounding. It is
    a substitute for hidden tests: some of the inputs are such as the problem does not mean, so that
    it errs to the severe side.
    """
    reference = next((p for p in problem.programs if p.is_correct), None)
    _, pairs = calls_of(problem.tests)
    if reference is None or not pairs:
        return False
    draw = random.Random(1)
    inputs = varied([args for args, _ in pairs], VARIED, draw)
    tests = [TestCase(str(n), args=args) for n, args in enumerate(inputs)]
    ends = [verdict.outcome for verdict in sandbox.run(reference, tests)]
    done = (Outcome.PASS, Outcome.WRONG)
    calls = [
        ", ".join(map(repr, test.args))
        for test, end in zip(tests, ends, strict=True)
        if end in done
    ]
    compared = [
        TestCase(
            str(number),
            TestKind.EXPRESSION,
            source=f"same(answer({call}), reference({call}))",
            expected=True,
        )
        for number, call in enumerate(calls)
    ]
    both = Program(SIDE_BY_SIDE.format(own=own, reference=reference), "answer")
    return bool(compared) and all(v.passed for v in sandbox.run(both, compared))


SIDE_BY_SIDE = """
import math

def named(source, name):
    space = {{"__name__": "program"}}
    exec(source, space)
    return space[name]

answer = named({own.source!r}, {own.entry_point!r})
reference = named({reference.source!r}, {reference.entry_point!r})

def same(a, b):
    if isinstance(a, float) or isinstance(b, float):
        return a == b or math.isclose(a, b, rel_tol=1e-6)
    if isinstance(a, (list, tuple)) and type(a) is type(b):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return a == b
"""


def twins(task: Problem, known: Sequence[Problem], sandbox: Sandbox) -> set[str]:
    """Return the names of the problems that have a program which passes all of a task's tests.

    Such a problem asks for the same thing in other words.
    """
    jobs, names = [], []
    asked = types_of(task)
    for problem in known:
        if alike(asked, types_of(problem)):
            for program in problem.programs:
                source = adapt(program.source, program.entry_point, task.entry_point, None)
                if program.is_correct and source:
                    jobs.append((Program(source, task.entry_point), list(task.tests)))
                    names.append(problem.name)
    found = sandbox.map(jobs)
    return {names[place] for place, verdicts in found if all(v.passed for v in verdicts)}


def known_for(task: Problem, known: Sequence[Problem], sandbox: Sandbox) -> list[Problem]:
    """Return the known problems that are neither a task nor one of its twins."""
    same = twins(task, known, sandbox)
    return [problem for problem in leave_out(known, task) if problem.name not in same]
