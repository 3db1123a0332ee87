"""A database of many programs and verdicts: how fast it is written, asked and started from."""

import random
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

from codegarden.program import Outcome, Problem, Program, TestCase, Verdict
from codegarden.store import Store

TESTS = 10  # of each problem
PROBLEMS = 200
OUTCOMES = [Outcome.PASS] * 7 + [Outcome.WRONG] * 2 + [Outcome.EXCEPTION]
# the examples query of notebook 01, and how many of its rows the notebook keeps
EXAMPLES = """
    SELECT e.code, e.is_correct, e.entry_point, e.origin, e.label, p.name AS problem
    FROM code_examples e JOIN problems p ON p.id = e.problem_id
    WHERE e.parents = '' AND e.is_correct IS NOT NULL
    ORDER BY e.id
"""
KEPT = 2400
# what is asked often, as SQL, for the database to explain
HOT = {
    "examples of notebook 01": EXAMPLES,
    "digest of programs": "SELECT e.sha256, COUNT(*) FROM code_examples e JOIN problems p "
    "ON p.id = e.problem_id WHERE e.parents = '' AND p.origin <> 'package' "
    "GROUP BY e.sha256 ORDER BY e.sha256",
    "digest of verdicts": "SELECT v.test_sha256, v.outcome, COUNT(*) FROM verdicts v "
    "JOIN code_examples e ON e.id = v.program_id WHERE e.parents <> '' "
    "GROUP BY v.test_sha256, v.outcome ORDER BY v.test_sha256, v.outcome",
    "finished, by identities": "SELECT e.sha256, p.name, v.outcome FROM verdicts v "
    "JOIN code_examples e ON e.id = v.program_id JOIN problems p ON p.id = e.problem_id "
    "WHERE v.outcome <> 'harness_error' AND e.sha256 IN ({identities})",
    "a page of verdicts": "SELECT {straight} v.id, v.outcome, e.sha256, p.name FROM verdicts v "
    "JOIN code_examples e ON e.id = v.program_id JOIN problems p ON p.id = e.problem_id "
    "WHERE v.id <= 900 AND v.id > 100 ORDER BY v.id LIMIT 500",
    "trials of a study": "SELECT * FROM trials WHERE study = 'lstm' ORDER BY number",
}


def problems(programs: int) -> Iterator[Problem]:
    """Yield the problems, with half of the programs."""
    for p in range(PROBLEMS):
        name = f"scale/{p}"
        yield Problem(
            name,
            "Add.",
            "f",
            tuple(
                Program(
                    f"def f(x, y):\n    # {p} {k}\n    return x + {k}\n",
                    "f",
                    problem=name,
                    is_correct=bool(k % 2),
                    origin="scale",
                )
                for k in range(programs // PROBLEMS // 2)
            ),
            tuple(TestCase(str(n), args=(n, p), expected=n) for n in range(TESTS)),
            "scale",
        )


def made_of(program: Program) -> Program:
    """Return a program that counts as made of another."""
    source = f"{program.source}# made of it\n"
    return Program(source, "f", program.problem, None, "mutation", "m", (program.sha256,))


def fill(store: Store, programs: int) -> dict[str, float]:
    """Store the programs and ``TESTS`` verdicts on each; return how many a second of processor."""
    random_one = random.Random(0)
    store.create()
    timer = Timer()
    added = store.problems.add(problems(programs))
    given = [one for problem in problems(programs) for one in problem.programs]
    count = added.programs + store.programs.add(map(made_of, given))
    rates = {"programs_per_cpu_s": round(count / timer.cpu())}
    tests = {problem.name: problem.tests for problem in problems(0)}
    timer = Timer()
    said = store.verdicts.add(
        (one, Verdict(test.name, random_one.choice(OUTCOMES), 0.001, "no reason", "3"), test)
        for program in given
        for one in (program, made_of(program))
        for test in tests[program.problem]
    )
    rates["verdicts_per_cpu_s"] = round(said / timer.cpu())
    rates["verdicts_per_s"] = round(said / timer.wall())
    return rates


def start(store: Store) -> dict[str, float]:
    """Do what notebook 01 and the pipeline do before the first program runs; return the seconds."""
    timer = Timer()
    store.create()
    store.digest(derived=False)
    store.digest(derived=True)
    kept = store.programs.retrieve(EXAMPLES, most=KEPT).programs
    tests = {problem.name: problem.tests for problem in store.problems.read(programs=False)}
    store.verdicts.finished([(one, tests[one.problem]) for one in kept[:500]])
    figures = {"start_s": round(timer.wall(), 2), "start_cpu_s": round(timer.cpu(), 2)}
    return figures | {"start_mb": peak_mb()}


def read_back(store: Store) -> dict[str, float]:
    """Read all verdicts in pages; return how many a second, and the memory at the most."""
    timer = Timer()
    count = sum(len(page) for page in store.verdicts.pages())
    return {"read_per_cpu_s": round(count / timer.cpu()), "read_mb": peak_mb()}


def plans(store: Store) -> dict[str, list[str]]:
    """Return what the database says of how it will answer each hot query."""
    word = "EXPLAIN" if store.database.is_mysql else "EXPLAIN QUERY PLAN"
    literal = "X'{}'" if store.database.is_mysql else "x'{}'"
    some = [one.sha256 for one in store.programs.read(limit=100)]
    found = {}
    for name, query in HOT.items():
        filled = query.replace("{identities}", ", ".join(map(literal.format, some)))
        filled = filled.replace("{straight}", "STRAIGHT_JOIN" if store.database.is_mysql else "")
        groups = store.database.stream(f"{word} {filled}")
        found[name] = [shown(row) for group in groups for row in group]
    return found


def shown(row: Any) -> str:
    """Return one line of a plan, of either engine."""
    if "detail" in row:
        return row["detail"]
    return f"{row['table']}: {row['type']}, key {row['key']}, {row['rows']} rows, {row['extra']}"


def peak_mb() -> int:
    """Return the memory that this process took at the most, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit >> 20


class Timer:
    """Seconds since it was made, on the wall and of this process's processor time."""

    def __init__(self) -> None:
        self.began, self.began_cpu = time.perf_counter(), time.process_time()

    def wall(self) -> float:
        """Return the seconds on the wall."""
        return time.perf_counter() - self.began

    def cpu(self) -> float:
        """Return the processor's seconds."""
        return time.process_time() - self.began_cpu
