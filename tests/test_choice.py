"""The choice among what passes: its probabilities, the question that settles most, the replies."""

import json
import random
from dataclasses import replace
from threading import Thread

import pytest

from codegarden.benchmarks import choice as benchmark
from codegarden.benchmarks import retrieval
from codegarden.description import read
from codegarden.generation import Generation, generate_code_from_description
from codegarden.generation.choice import (
    FITTED,
    RETRIEVED,
    Choice,
    choose,
    is_settled,
    likelihood,
    regression_for,
)
from codegarden.generation.form import TaskForm
from codegarden.generation.given import given_for, given_tests
from codegarden.generation.header import Header
from codegarden.generation.judging import ERROR, Ledger
from codegarden.generation.questions import OTHER, information, questions, wrong_with
from codegarden.generation.simplifying import simplified
from codegarden.generation.sources import Request
from codegarden.program import Problem, Program, TestCase
from codegarden.sandbox import Sandbox
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.examples import TestTextError
from codegarden.synthesis.regression import read as read_regression
from codegarden.synthesis.retrieval import bits_of

LATER = 1e12  # a time that never comes


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=1) as made:
        yield made


@pytest.fixture
def judged(sandbox):
    """Return a request and a ledger of three programs, of which two pass the one test."""
    header = Header("f", "def f(xs)")
    ledger = Ledger(sandbox, given_for(header, given_tests("f([5, 1, 2]) == 5")), header, 0.0)
    bodies = {"max(xs)": 8.0, "xs[0]": 9.0, "len(xs)": 5.0}
    made = [
        Candidate(f"def f(xs):\n    return {body}\n", "enumeration", cost)
        for body, cost in bodies.items()
    ]
    ledger.judge(made, LATER)
    specification = read("the greatest", "f(xs)", ledger.pairs, "rules")
    return Request(specification, (), None, random.Random(3), LATER), ledger


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("sum(sorted(list(xs)))", "sum(xs)"),
        ("sorted(xs)[0] + sum(xs)", "sorted(xs)[0] + sum(xs)"),
    ],
)
def test_an_answer_makes_no_call_that_changes_nothing(sandbox, body, kept):
    header = Header("f", "def f(xs)")
    expected = eval(body, {"xs": [5, 1, 2]})
    tests = given_tests(f"f([5, 1, 2]) == {expected}")
    ledger = Ledger(sandbox, given_for(header, tests), header, 0.0)
    ledger.judge([Candidate(f"def f(xs):\n    return {body}\n", "enumeration", 9.0)], LATER)
    specification = read("add them", "f(xs)", ledger.pairs, "rules")
    request = Request(specification, (), None, random.Random(3), LATER)
    found = simplified(choose(request, ledger, LATER), ledger, LATER)
    assert found.answer.candidate.code.strip().endswith(f"return {kept}")
    assert found.answer is found.alternatives[0].judged
    assert found.answer.passes


def test_alternatives_are_told_apart_by_what_they_do_and_add_up_to_one_at_most(judged):
    request, ledger = judged
    made = choose(request, ledger, LATER)
    assert {each.judged.candidate.code.split("return ")[1] for each in made.alternatives} == {
        "max(xs)\n",
        "xs[0]\n",
    }
    assert made.confidence == made.alternatives[0].probability
    assert 0 < sum(each.probability for each in made.alternatives) <= 1
    assert made.answer is made.alternatives[0].judged


def test_what_is_short_beside_what_it_explains_is_likelier(judged):
    request, ledger = judged
    cheap, dear = sorted(ledger.passing, key=lambda each: each.cost)
    assert likelihood(cheap, request, ledger) > likelihood(dear, request, ledger)


def test_the_question_tells_the_alternatives_apart(judged):
    request, ledger = judged
    made = choose(request, ledger, LATER)
    found = questions(made, "f")
    assert found
    assert found[0].bits == max(each.bits for each in found)
    for question in found:
        assert len({text for text, _ in question.results}) == 2
        assert question.choices[-2:] == [ERROR, OTHER]
        assert question.call == f"f({question.args[0]!r})"
    assert questions(Choice(None), "f") == ()
    assert information([1.0]) == 0.0
    assert information([0.5, 0.25]) == pytest.approx(1.5)


def test_a_reply_is_a_test_and_rules_out_what_says_otherwise(judged):
    request, ledger = judged
    question = questions(choose(request, ledger, LATER), "f")[0]
    (values,) = question.args
    ledger.ask(question.args, repr(max(values)), LATER)
    assert [each.candidate.code for each in ledger.passing] == ["def f(xs):\n    return max(xs)\n"]
    assert len(ledger.tests) == 2
    assert ledger.pairs[-1] == (question.args, max(values))
    with pytest.raises(TestTextError, match="no Python value"):
        ledger.ask(question.args, "as you like", LATER)
    ledger.ask(([],), ERROR, LATER)  # max of nothing raises
    assert len(ledger.passing) == 1
    assert ledger.passing[0].passed == 3


def test_a_reply_is_a_value_or_an_error():
    assert wrong_with("[1, (2, 'a')]") == wrong_with(ERROR) == ""
    assert "no value in Python" in wrong_with("as you like")


def test_who_asks_for_the_greatest_gets_it(sandbox):
    asked = []

    def reply(question):
        asked.append(question)
        return repr(max(question.args[0]))

    answer = generate_code_from_description(
        "One of the numbers.",
        ["f([9, 4]) == 9", "f([5, 2, 3]) == 5"],
        sandbox=sandbox,
        seconds=30,
        ask=reply,
        most_questions=2,
    )
    assert 1 <= len(asked) <= 2
    assert answer.passes
    assert len(answer.tests) == 2 + len(asked)
    assert answer.passed == len(answer.tests)
    space: dict = {}
    exec(answer.code, space)
    assert space["f"]([2, 7]) == 7, "two replies may leave the middle numbers open, not the first"
    assert "likely right" in str(answer)
    assert answer.as_record()["provenance"]["confidence"] == answer.confidence


def test_a_doubtful_answer_is_plausible_and_says_what_would_settle_it(sandbox, monkeypatch):
    monkeypatch.setattr("codegarden.generation.generate.LIKELY", 1.1)  # nothing is so likely
    answer = generate_code_from_description(
        "Do something with it.", ["f(7) == 12"], sandbox=sandbox, seconds=15
    )
    assert (answer.status, answer.passes, answer.is_solved) == ("plausible", True, False)
    assert 0 < answer.confidence < 1
    assert "would settle most" in str(answer)
    assert "plausible" in answer._repr_html_()


def test_the_form_asks_with_buttons_and_goes_on(judged):
    request, ledger = judged
    question = questions(choose(request, ledger, LATER), "f")[0]
    made = TaskForm(lambda **_: Generation("", "nothing", request.specification))
    replies = []
    thread = Thread(target=lambda: replies.append(made.ask(question)))
    thread.start()
    while not made.question.children:
        thread.join(0.05)
    label, row, note = made.question.children
    assert question.call in label.value
    *buttons, other, _skip = row.children
    assert [button.description for button in buttons] == question.choices[:-1]
    other.value = "as you like"
    assert "no value" in note.value
    buttons[0].click()
    thread.join(10)
    assert replies == [question.choices[0]]
    assert made.question.children == ()


def test_the_regression_that_is_shipped_is_fitted_to_many_tasks():
    record = json.loads(FITTED.read_text(encoding="utf-8"))
    assert record["tasks"] >= 100
    assert read_regression(FITTED).coefficients["bits"] < 0  # a dearer program is less likely


def test_what_is_retrieved_costs_and_is_believed_by_its_similarity():
    record = json.loads(RETRIEVED.read_text(encoding="utf-8"))
    assert record["tasks"] >= 100
    steps = [n / 10 for n in range(11)]
    assert sorted(map(bits_of, steps), reverse=True) == [bits_of(step) for step in steps]
    passing = regression_for("retrieval")
    likely = [passing.probability({"similarity": step, "tests": 2.0}) for step in steps]
    assert likely == sorted(likely)
    more = passing.probability({"similarity": 0.2, "tests": 3.0})
    assert more > passing.probability({"similarity": 0.2, "tests": 1.0})


def test_who_passes_by_chance_does_not_end_the_search(judged):
    request, ledger = judged
    far, near, found = (
        replace(ledger.passing[0], candidate=candidate, cost=candidate.cost)
        for candidate in (
            Candidate("def f(xs):\n    return max(xs)\n", "retrieval", 9.0, similarity=0.05),
            Candidate("def f(xs):\n    return max(xs)\n", "retrieval", 1.0, similarity=1.0),
            Candidate("def f(xs):\n    return max(xs)\n", "enumeration", 9.0),
        )
    )
    assert likelihood(far, request, ledger) < likelihood(near, request, ledger)
    assert not is_settled(far, 15.0, request, ledger)
    assert is_settled(near, 20.0, request, ledger)
    assert is_settled(found, 20.0, request, ledger)
    assert not is_settled(found, 8.0, request, ledger)


def test_the_benchmark_of_retrieval_judges_what_other_problems_give(sandbox):
    def solved(name, text, body):
        program = Program(f"def {name}(xs):\n    return {body}\n", name, is_correct=True)
        tests = tuple(
            TestCase(str(n), args=(xs,), expected=eval(body, {"xs": xs}))
            for n, xs in enumerate([[3, 1, 2], [5, 4]])
        )
        return Problem(name, text, name, (program,), tests)

    task = solved("top", "Return the greatest number.", "max(xs)")
    others = [
        solved("great", "Return the greatest number of a list.", "sorted(xs)[-1]"),
        solved("first", "Return the first number.", "xs[0]"),
        solved("low", "Return the least.", "min(xs)"),
    ]
    rows = retrieval.judged(task, [task, *others], sandbox)
    assert [(tests, passed, right) for _, tests, passed, right in rows] == [
        (2, 2, True),
        (2, 2, False),
        (2, 0, False),
    ]
    assert [near for near, *_ in rows] == sorted((near for near, *_ in rows), reverse=True)


def test_the_benchmark_fits_to_the_other_tasks_and_counts():
    def row(number, right):
        features = {"bits": 10.0 if right else 40.0}
        alternatives = [{"source": "enumeration", "features": features, "right": right}]
        return {
            "task": str(number),
            "plausible": True,
            "right": right,
            "alternatives": alternatives,
        }

    rows = [row(n, n % 2 == 0) for n in range(40)]
    rows.append({"task": "none", "plausible": False, "right": False, "alternatives": []})
    found = benchmark.figures(rows)
    assert (found["tasks"], found["plausible"], found["right"], found["oracle"]) == (41, 40, 20, 20)
    assert found["brier"] < 0.1
    assert found["right_at_80"] == 1.0
