import re
from dataclasses import replace

import jsonschema
import pytest

from codegarden.mutation.testing import (
    MutationTestingError,
    Session,
    SessionError,
    mutant_id,
    mutation_testing,
)
from codegarden.mutation.testing.elements import to_elements
from codegarden.mutation.testing.page import page
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


PLACE = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {name: {"type": "integer", "minimum": 1} for name in ("line", "column")},
}
# what the field's viewers need of a report: version 2 of the mutation-testing-elements schema
MUTANT = {
    "type": "object",
    "required": ["id", "mutatorName", "location", "status"],
    "properties": {
        **{n: {"type": "string"} for n in ("id", "mutatorName", "replacement", "description")},
        "statusReason": {"type": "string"},
        "killedBy": {"type": "array", "items": {"type": "string"}},
        "location": {
            "type": "object",
            "required": ["start", "end"],
            "properties": {"start": PLACE, "end": PLACE},
        },
        "status": {"enum": ["Killed", "Survived", "NoCoverage", "Timeout", "Ignored"]},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["schemaVersion", "thresholds", "files"],
    "properties": {
        "schemaVersion": {"type": "string", "pattern": r"^[12](\.\d+){0,2}$"},
        "thresholds": {
            "type": "object",
            "required": ["high", "low"],
            "properties": {n: {"type": "integer", "maximum": 100} for n in ("high", "low")},
        },
        "framework": {"type": "object", "required": ["name"]},
        "files": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["language", "source", "mutants"],
                "properties": {"mutants": {"type": "array", "items": MUTANT, "uniqueItems": True}},
            },
        },
        "testFiles": {
            "additionalProperties": {
                "required": ["tests"],
                "properties": {"tests": {"items": {"required": ["id", "name"]}}},
            }
        },
    },
}


@pytest.fixture(scope="module")
def largest(sandbox):
    return mutation_testing(replace(LARGEST, label="largest.py"), STRONG, sandbox)


def offset(source, place):
    lines = source.split("\n")
    return sum(len(one) + 1 for one in lines[: place["line"] - 1]) + place["column"] - 1


def test_a_report_in_the_fields_json_says_what_was_done_and_where(largest):
    made = to_elements({"largest.py": largest}, STRONG)
    jsonschema.validate(made, SCHEMA)
    (file,) = made["files"].values()
    ids = [one["id"] for one in file["mutants"]]
    assert len(set(ids)) == len(ids) == len(largest.killed) + len(largest.survived)
    assert {one["status"] for one in file["mutants"]} >= {"Killed", "Survived", "NoCoverage"}
    killers = {name for one in file["mutants"] for name in one.get("killedBy", ())}
    assert killers <= {one["id"] for one in made["testFiles"]["tests"]["tests"]}
    sources = {one.source for one in largest.survived}
    sources |= {one.mutant.source for one in largest.killed}
    for one in file["mutants"]:
        start, end = (offset(file["source"], one["location"][at]) for at in ("start", "end"))
        assert file["source"][:start] + one["replacement"] + file["source"][end:] in sources


def test_a_page_shows_each_line_with_its_mutants_and_needs_nothing_else(largest):
    text = page({"largest.py": largest})
    assert not re.search(r"(src|href)=.(?!#)", text)
    assert text.count('class="mutant"') == len(largest.killed) + len(largest.survived)
    assert text.count('class="row') == LARGEST.source.count("\n")
    assert f"{largest.score:.1%}".replace("%", " %") in text
    hostile = replace(LARGEST, source='def f(x):\n    return "<script>" if x > 1 else ""\n')
    assert "<script>" not in page({"<b>": replace(largest, program=hostile)})


def test_a_session_that_was_cut_off_is_read_and_another_file_refused(tmp_path, sandbox):
    file = tmp_path / "session.jsonl"
    mutation_testing(LARGEST, STRONG, sandbox, ["change-number"], session=Session(file, "tests"))
    whole = file.read_text()
    file.write_text(whole + '{"key": "cut o')
    ran = []
    mutation_testing(
        LARGEST, STRONG, sandbox, ["change-number"], session=Session(file, "tests"),
        record=lambda *one: ran.append(one),
    )  # fmt: skip
    assert not ran
    mutation_testing(
        LARGEST, STRONG, sandbox, ["change-number"], session=Session(file, "other tests"),
        record=lambda *one: ran.append(one),
    )  # fmt: skip
    assert len(ran) == whole.count("\n")
    file.write_text("nonsense\n" + whole)
    with pytest.raises(SessionError, match="line 1: is no line of a session"):
        Session(file)


def test_an_accepted_survivor_is_none_any_more(largest, sandbox):
    session = Session()
    for one in largest.survived:
        session.accept(mutant_id(largest.program, one))
    again = mutation_testing(largest.program, STRONG, sandbox, session=session)
    assert again.survived == ()
    assert again.score == 1.0
    assert len(again.accepted) == len(largest.survived)
