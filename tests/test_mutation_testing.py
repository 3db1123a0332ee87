import pytest

from codegarden.mutation_testing import MutationTestingError, mutation_testing
from codegarden.program import Outcome, Program, TestCase
from codegarden.sandbox import Limits, Sandbox

LARGEST = Program(
    """\
def largest(values):
    best = values[0]
    for value in values:
        if value > best:
            best = value
    if best is None:
        best = "never"
    return best
""",
    "largest",
)
STRONG = [
    TestCase("one", args=([3],), expected=3),
    TestCase("up", args=([1, 2, 3],), expected=3),
    TestCase("down", args=([3, 2, 1],), expected=3),
]
WEAK = STRONG[:1]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=2, limits=Limits(cpu_s=0.2), isolation="weak") as one:
        yield one


def test_weak_tests_let_mutants_live_that_strong_ones_kill(sandbox):
    weak = mutation_testing(LARGEST, WEAK, sandbox)
    strong = mutation_testing(LARGEST, STRONG, sandbox)
    assert len(weak.killed) + len(weak.survived) == len(strong.killed) + len(strong.survived)
    assert weak.score < strong.score < 1
    assert {m.source for m in strong.survived} < {m.source for m in weak.survived}


def test_survivors_on_lines_that_no_test_runs_are_told_apart(sandbox):
    report = mutation_testing(LARGEST, STRONG, sandbox)
    assert report.unreached
    assert set(report.unreached) <= set(report.survived)
    assert all(mutant.lines == {7} for mutant in report.unreached)


def test_the_report_shows_score_and_diffs(sandbox):
    report = mutation_testing(LARGEST, WEAK, sandbox, ["replace-comparison"])
    text = report.render(most=1)
    assert f"mutation score {report.score:.1%}" in text
    assert "+        if value >= best:" in text or "+        if value < best:" in text
    assert report.table().loc["replace-comparison", "mutants"] == len(report.killed) + len(
        report.survived
    )


def test_samples_are_seeded_and_records_are_handed_on(sandbox):
    seen, counts = [], []
    for _ in range(2):
        report = mutation_testing(
            LARGEST,
            STRONG,
            sandbox,
            sample=15,
            seed=4,
            record=lambda program, tests, verdicts: seen.append((program.sha256, len(verdicts))),
            progress=lambda done, every: counts.append((done, every)),
        )
        assert len(report.killed) + len(report.survived) == 15
    assert len(seen) == 30
    assert len(set(seen)) == 15
    assert counts[14] == (15, 15)


def test_how_a_mutant_died_is_told(sandbox):
    report = mutation_testing(LARGEST, STRONG, sandbox)
    assert {one.outcome for one in report.killed} >= {Outcome.WRONG, Outcome.EXCEPTION}
    assert {one.test for one in report.killed} <= {"one", "up", "down"}


def test_a_program_that_fails_its_own_tests_is_refused(sandbox):
    wrong = [TestCase("wrong", args=([1],), expected=2)]
    with pytest.raises(MutationTestingError, match="fails test wrong"):
        mutation_testing(LARGEST, wrong, sandbox)
    with pytest.raises(MutationTestingError, match="no tests"):
        mutation_testing(LARGEST, [], sandbox)
