"""Whether any input breaks a door: random programs, tests and descriptions, 0 uncaught exceptions.

The doors are ``repair``, ``mutants``, ``generate_code_from_description`` and the tokenizer. An
error that a door documents is an answer. Any other exception is ``uncaught``, among them that of a
promise that is not kept: a mutant of a program is a program, and a program that is decoded has the
syntax tree that it had. A call that ends more than a second after its budget is ``over_budget``;
the time that this process waited for a core, which other programs had, is not its own. Same seed,
same inputs: ``--seed S --first N --inputs 1`` draws number N alone.
"""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from codegarden.benchmarks._random_inputs import Inputs
from codegarden.benchmarks._repairing import LIBRARY, library_model
from codegarden.generation.generate import generate_code_from_description
from codegarden.generation.given import BudgetError
from codegarden.importers import examples, package
from codegarden.language_model.tokens import TokensError, Vocabulary
from codegarden.mutation import OPERATORS, MutationError, mutants
from codegarden.repair import Budget, RepairError, repair
from codegarden.repair.hunks import same
from codegarden.repair.ranking import LanguageModel
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import load
from codegarden.syntax.parsing import compiles, parsed
from codegarden.synthesis.examples import TestTextError

LATE_S = 1.0  # after its budget, from when on a call is over it
HUNG_S = 30.0  # after its budget, when a call is broken off
# doors without a budget of their own have to answer in so many seconds
QUICK_S = 2.0
ROUND = 24  # inputs, of which one is a repair and one a generation
DRAWN = 8  # mutants of one program
WAITED = Path("/proc/thread-self/schedstat")  # its second number: ns in the queue for a core


class Hung(BaseException):
    """A call that does not end."""


@dataclass
class Doors:
    """The four doors with what they share.

    Each yields its random input, then what it made of it, and then looks whether that is right.
    """

    inputs: Inputs
    sandbox: Sandbox
    vocabularies: list[Vocabulary]
    model: LanguageModel

    def repair(self, random: Random, seconds: float) -> Iterator[Any]:
        """Repair a program by tests, sometimes beside correct ones."""
        problem = self.inputs.problem(random)
        program = self.inputs.program(random, problem)
        tests = self.inputs.tests(random, problem)
        corpus = [self.inputs.program(random, problem) for _ in range(random.choice((0, 0, 2)))]
        model = random.choice((None, self.model))
        yield program, tests, corpus
        budget = Budget(seconds=seconds, patches=random.choice((1, 40)))
        found = repair(program, tests, self.sandbox, corpus, model, budget)
        found.table(), found.family(), [patch.explain() for patch in found.patches]
        yield found
        failed = found.failures.keys() & OPERATORS.keys()
        assert not failed, {name: found.failures[name] for name in failed}

    def mutate(self, random: Random, seconds: float) -> Iterator[Any]:
        """Draw mutants of a program."""
        problem = self.inputs.problem(random)
        text = self.inputs.program(random, problem).source
        donors = [self.inputs.program(random, problem).source for _ in range(random.choice((0, 1)))]
        names = random.choice((None, random.sample(sorted(OPERATORS), 3)))
        yield text, donors, names
        made = mutants(text, names, donors)
        drawn = [one for _ in range(DRAWN) if (one := made.draw(random))]
        every = [*drawn, *islice(made, DRAWN)]
        [(one.diff(), one.lines) for one in every]
        yield every
        wrong = [one.sentence for one in every if compiles(text) and not compiles(one.source)]
        assert not wrong, f"no program: {wrong[0]}"
        assert not made.failures, made.failures

    def generate(self, random: Random, seconds: float) -> Iterator[Any]:
        """Generate a program from a description, a header and tests."""
        problem = self.inputs.problem(random)
        description = self.inputs.description(random, problem)
        header = self.inputs.header(random, problem)
        tests = self.inputs.tests_as_written(random, problem)
        corpus = [self.inputs.problem(random) for _ in range(random.choice((0, 5)))]
        model = random.choice((None, self.model))
        yield description, header, tests
        found = generate_code_from_description(
            description, tests, header, seconds, corpus, model, self.sandbox
        )
        str(found), found._repr_html_(), found.as_record()
        yield found
        assert not found.failures, found.failures

    def encode(self, random: Random, seconds: float) -> Iterator[Any]:
        """Encode a program and decode it, and decode ids that are no program."""
        text = self.inputs.program(random, self.inputs.problem(random)).source
        vocabulary = random.choice(self.vocabularies)
        yield (text,)
        vocabulary.decode(random.choices(range(len(vocabulary)), k=40))
        ids = vocabulary.encode(text)
        decoded = vocabulary.decode(ids, vocabulary.names_of(text))
        yield decoded
        if vocabulary.docstrings and compiles(text):
            assert same(parsed(text), parsed(decoded)), f"decoded as {decoded[:200]!r}"


# parts of the standard library with more of the language's forms
MORE = ("argparse", "asyncio", "contextlib", "dataclasses", "enum", "inspect", "pathlib", "typing")
ANSWERS = (RepairError, MutationError, TestTextError, BudgetError, TokensError)


def run(
    seconds: Annotated[float, typer.Option(min=0, help="wall-clock time, at most")] = 300.0,
    seed: Annotated[int, typer.Option(help="of the inputs")] = 0,
    first: Annotated[int, typer.Option(min=0, help="number of the first input")] = 0,
    inputs: Annotated[int | None, typer.Option(min=1, help="most inputs")] = None,
    only: Annotated[str, typer.Option(help="a door: repair, mutate, generate, encode")] = "",
) -> dict[str, Any]:
    """Try inputs and return how many, and the faults by door."""
    end = time.monotonic() + seconds
    problems = [*examples.read(load().data / "examples"), *package.read((*LIBRARY, *MORE))]
    sources = [problem.programs[0].source for problem in problems[::4]]
    vocabularies = [Vocabulary.learn(sources, 800, kept, not kept) for kept in (True, False)]
    tries: list[Try] = []
    with Sandbox(workers=1, limits=Limits(cpu_s=0.5)) as sandbox:
        doors = Doors(Inputs(problems), sandbox, vocabularies, library_model())
        numbers = (n for n in count(first) if only in ("", door_of(n)))
        for number in islice(numbers, inputs):
            if time.monotonic() > end:
                break
            tries.append(attempt(doors, seed, number))
    show(tries)
    return figures(tries)


def door_of(number: int) -> str:
    """Return the door of an input: the dear ones once a round, the others in turns."""
    return {0: "repair", ROUND // 2: "generate"}.get(
        number % ROUND, ("mutate", "encode")[number % 2]
    )


@dataclass(frozen=True)
class Try:
    """One input: its door, whether it was answered with an error, its faults, and its seconds."""

    number: int
    door: str
    refused: bool
    fault: str
    late: bool
    wall_s: float
    cpu_s: float
    waited_s: float


def attempt(doors: Doors, seed: int, number: int) -> Try:
    """Try the input of a number at its door, and print what is wrong."""
    random, door = Random(f"{seed} {number}"), door_of(number)
    budget = random.choice((0.2, 0.5, 1.0)) if door in ("repair", "generate") else QUICK_S
    steps = getattr(doors, door)(random, budget)
    given = next(steps)
    fault, refused = "", False
    deaths = len(doors.sandbox.pool.deaths)
    began = clocks()
    try:
        try:
            with broken_off(budget + HUNG_S):
                next(steps, None)
        finally:
            ended = clocks()
        next(steps, None)
    except ANSWERS:
        refused = True
    except (Exception, Hung) as error:  # which is what is looked for
        fault = f"{type(error).__name__}: {shown(error)}{place_of(error)}"
    if len(doors.sandbox.pool.deaths) > deaths:
        fault = fault or "a judge of the sandbox died"
    wall_s, cpu_s, waited_s = (now - then for now, then in zip(ended, began, strict=True))
    late = wall_s - waited_s > budget + LATE_S
    if fault or late:
        said = fault or f"took {wall_s - waited_s:.1f} s of {budget} s"
        print(f"{door}, --first {number} --seed {seed}: {said}\n    {shown(given)}", flush=True)
    return Try(number, door, refused, fault, late, wall_s, cpu_s, waited_s)


def clocks() -> tuple[float, float, float]:
    """Return seconds of wall time, of this process's CPU time, and of waiting for a core."""
    waited = int(WAITED.read_text().split()[1]) / 1e9 if WAITED.exists() else 0.0
    return time.monotonic(), time.process_time(), waited


@contextmanager
def broken_off(seconds: float) -> Iterator[None]:
    """Raise ``Hung`` in what has not ended by then."""

    def ring(*_: Any) -> None:
        raise Hung(f"not over after {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def shown(value: Any) -> str:
    """Return a value as one short line of ASCII."""
    try:
        text = ascii(value)
    except (ValueError, RecursionError):  # a number too long, or nested too deeply, to be written
        text = ", ".join(map(shown, value)) if isinstance(value, tuple | list) else "(too long)"
    return text if len(text) <= 400 else f"{text[:300]} ... {text[-90:]}"


def place_of(error: BaseException) -> str:
    """Return where an exception was raised, and its last caller's place in this package."""
    places, trace = [], error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append((code.co_filename, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    own = [
        f"{Path(file).stem}:{line} {name}" for file, line, name in places if "codegarden" in file
    ]
    return f" in {' < '.join(own[:-5:-1])}"


def figures(tries: list[Try]) -> dict[str, Any]:
    """Return the counts of all doors, and of each."""
    faults: dict[str, Callable[[Try], bool]] = {
        "inputs": lambda one: True,
        "refused": lambda one: one.refused,
        "uncaught": lambda one: bool(one.fault),
        "over_budget": lambda one: one.late,
    }
    counts = {name: Counter(t.door for t in tries if holds(t)) for name, holds in faults.items()}
    doors = dict.fromkeys(t.door for t in tries)
    return {name: counts[name].total() for name in ("inputs", "uncaught", "over_budget")} | {
        "doors": {door: {name: counts[name][door] for name in faults} for door in doors}
    }


def show(tries: list[Try]) -> None:
    """Print a line a door, with the seconds of its slowest call."""
    table = Table(
        "door", "inputs", "refused", "uncaught", "over budget", "wall s", "CPU s", "slowest"
    )
    for door, row in figures(tries)["doors"].items():
        own = [one for one in tries if one.door == door]
        slowest = max(own, key=lambda one: one.wall_s - one.waited_s)
        sums = [f"{sum(s):.1f}" for s in zip(*((t.wall_s, t.cpu_s) for t in own), strict=True)]
        last = f"{slowest.wall_s - slowest.waited_s:.2f} s (#{slowest.number})"
        table.add_row(door, *map(str, row.values()), *sums, last)
    Console().print(table)
    waited = sum(one.waited_s for one in tries)
    print(
        f"budgets are held against wall time without {waited:.1f} s in the queue for a core"
        if WAITED.exists()
        else "budgets are held against wall time"
    )
