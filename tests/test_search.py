"""The rebuilt search: its language, its bank, what goals tell, and the programs it writes."""

import ast
import copy
import pickle
import textwrap
import time
from collections import Counter

import pytest

from codegarden.description.types import INT, Type, parse, type_of
from codegarden.program import Problem, Program
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.behaviour import ALIKE, Behaviours
from codegarden.synthesis.canonical import canonical
from codegarden.synthesis.compiling import on_columns, over_values
from codegarden.synthesis.components import ComponentError, components
from codegarden.synthesis.counting import Asked, Counts
from codegarden.synthesis.frames import Frames
from codegarden.synthesis.idioms import Idioms, fragments
from codegarden.synthesis.inputs import sample
from codegarden.synthesis.kept import Kept
from codegarden.synthesis.lambdas import Lambdas, over_elements
from codegarden.synthesis.meaning import compiled
from codegarden.synthesis.mixture import CountedWeights
from codegarden.synthesis.pieces import JOINS
from codegarden.synthesis.portfolio import Portfolio
from codegarden.synthesis.production import Production
from codegarden.synthesis.productions import language
from codegarden.synthesis.productions.loops import WHILE
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.search import Search
from codegarden.synthesis.signatures import Function, fill, match, signature
from codegarden.synthesis.tasks import Task
from codegarden.synthesis.terms import Apply, Const, Lambda, Var, free, size
from codegarden.synthesis.values import ERRORS, Clock, Entry, freezer
from codegarden.synthesis.weights import VARIABLE, Weights
from codegarden.synthesis.writing import write

LANGUAGE = language()
UNIFORM = Weights(LANGUAGE)


def named(text: str, kind: str = ""):
    return next(p for p in LANGUAGE if p.text == text and kind in str(p))


def solve(pairs, params=("xs",), level=22, description="", weights=None, **more):
    """Return the cheapest program that a search up to a level has; no clock decides anything."""
    inputs, outputs = zip(*pairs, strict=True)
    task = Task("f", params, inputs, outputs, description, weights=weights, **more)
    found, search = [], Search(task)
    for each in search.search(600.0, level):
        if each is None and found and search.bank.level >= min(one.cost for one in found):
            break
        if each is not None and each.passed == each.rows:
            found.append(each)
    return min(found, key=lambda each: each.cost) if found else None


def run(source: str, *args):
    space: dict = {}
    exec(compile(source, "answer", "exec"), space)
    return space["f"](*args)


def test_every_production_says_what_it_is():
    assert len({str(p) + p.text for p in LANGUAGE}) == len(LANGUAGE) > 200
    for production in LANGUAGE:
        assert production.about
        assert callable(production.function)
        assert str(signature(str(production))) == str(production.signature)
        assert pickle.loads(pickle.dumps(production)) is production


def concretely(kind: Type, concrete: dict[str, Type]) -> Type:
    if kind.name in ("iter", "seq"):
        return Type("list", tuple(concretely(each, concrete) for each in kind.args))
    if kind.name == "counter":
        return parse("dict[str, int]")
    return Type("str") if kind.name == "regex" else fill(kind, concrete)


# a function that calls itself has no meaning outside a recursive program
FIRST_ORDER = [p for p in LANGUAGE if not p.is_higher_order and p.names and "again" not in str(p)]


def argument(kind: Type, type_: Type, row: int, place: int):
    """Return a value of a type; in the later rows every text is a digit, which all can be found."""
    if kind.name == "counter":
        return Counter([3, 3, 5, row])
    return "1" if type_.name == "str" and row >= 4 else sample(type_, row, place)


@pytest.mark.parametrize("production", FIRST_ORDER, ids=lambda p: f"{p.text} {p.result}")
def test_a_production_gives_the_type_that_it_says(production):
    concrete = {**dict.fromkeys("abcnohklm", INT), "q": Type("str"), "regex": Type("str")}
    types = []
    for kind in production.types:
        types.append(concretely(kind, concrete))
    bound: dict = {}
    fits = [match(k, t, bound) for k, t in zip(production.types, types, strict=True)]
    assert all(fits) or "regex" in str(production) or "counter" in str(production)
    checked = 0
    for row in range(8):
        try:
            kinds = zip(production.types, types, strict=True)
            value = production.function(*(argument(k, t, row, n) for n, (k, t) in enumerate(kinds)))
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
            continue
        wanted = fill(production.result, bound)
        wanted = concretely(wanted, concrete)
        given = type_of(value)
        assert given.name == wanted.name or (given, wanted) == (INT, Type("float")), value
        checked += 1
    assert checked


@pytest.mark.parametrize("production", FIRST_ORDER, ids=lambda p: f"{p.text} {p.result}")
def test_a_production_is_evaluated_on_columns_as_on_rows(production):
    concrete = {**dict.fromkeys("abcnohklm", INT), "q": Type("str"), "regex": Type("str")}
    types = [concretely(kind, concrete) for kind in production.types]
    for row in range(4):
        given = [sample(t, row, n) for n, t in enumerate(types)]
        try:
            expected = production.function(*given)
        except ERRORS as error:
            with pytest.raises(type(error)):
                on_columns(production)(*([value] for value in given))
        else:
            assert on_columns(production)(*([value] * 2 for value in given)) == (expected,) * 2


@pytest.mark.parametrize(("most", "value"), [({"n": (9,)}, -1), ({"n": 9}, 10), ({"xs": 2}, 2)])
def test_bounds_hold_on_columns(most, value):
    production = Production("(xs: list[int], n: int) -> list[int]", "xs[:n]", "a part", most)
    with pytest.raises(OverflowError):
        on_columns(production)([[1, 2, 3]], [value])
    assert on_columns(production)([[1, 2]], [1]) == ([1],)


OVER_ELEMENTS = [p for p in LANGUAGE if p.is_higher_order and over_elements(p)]


@pytest.mark.parametrize("production", OVER_ELEMENTS, ids=str)
def test_a_function_of_elements_is_read_off_its_values(production):
    words = ["b", "a", "b", "c"]
    kinds = {"bool": (True, False, True), "str": ("q", "p", "q"), "list[b]": ([2], [1, 2], [2])}
    for changed in (kinds.get(str(production.types[1].result), (7, 3, 7)),):
        meaning = dict(zip("bac", changed, strict=True)).__getitem__
        values = [meaning(word) for word in words]
        expected = production.function(words, meaning)
        assert over_values(production)(words, iter(values), None) == expected


def test_signatures_are_matched_and_filled():
    wanted = signature("(xs: iter[a], f: a -> b) -> list[b]")
    assert wanted.types[1] == Function((Type("a"),), Type("b"))
    bound: dict = {}
    assert match(wanted.types[0], parse("dict[str, int]"), bound)
    assert str(fill(wanted.result, bound | {"b": INT})) == "list[int]"
    assert not match(parse("tuple[a, b]"), parse("tuple[int, ...]"), {})
    assert not match(parse("o"), parse("list[set[int]]"), {})


def test_terms_know_their_variables_and_size():
    body = Apply(named("a + b"), (Var("x0"), Var("n")))
    term = Apply(named("[f(x) for x in xs]"), (Var("xs"), Lambda(("x0",), body)))
    assert free(term) == {"xs", "n"}
    assert size(term) == 5
    assert compiled(term)({"xs": [1, 2], "n": 3}) == [4, 5]
    assert write(term, "f", ("xs", "n")) == "def f(xs, n):\n    return [x + n for x in xs]\n"


def test_brackets_come_by_themselves():
    total = Apply(named("a + b"), (Var("a"), Var("b")))
    term = Apply(named("a * b"), (total, Apply(named("-a"), (total,))))
    assert write(term, "f", ("a", "b")).endswith("return (a + b) * -(a + b)\n")


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ([1, 2], [2, 1]),
        ([[1], []], [[], [1]]),
        ({"a": [1]}, {"a": [1, 1]}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({3, 1}, {3}),
        (([1], "x"), ([], "x")),
    ],
)
def test_keys_tell_values_apart(value, other):
    key = freezer(type_of(value))
    assert hash(key(value)) == hash(key(copy.deepcopy(value)))
    assert key(value) == key(copy.deepcopy(value))
    assert key(value) != key(other)


def bank(columns: dict, level: int) -> Bank:
    rows = len(next(iter(columns.values())))
    variables = []
    for name, values in columns.items():
        type_ = type_of(values[0])
        variables.append(Entry(Var(name), (), type_, 2, tuple(values), VARIABLE))
    made = Bank(variables, [], rows, LANGUAGE, UNIFORM, Clock(600.0))
    made.growers = [Lambdas(made)]
    made.grow_to(level)
    return made


def test_a_bank_holds_each_behaviour_once_and_what_its_terms_give():
    made = bank({"xs": ([3, 1, 2], [5, 5, 4]), "n": (2, 1)}, 15)
    entries = [entry for type_ in made.seen for entry in made.cheapest(type_)]
    assert len(entries) > 300
    for type_, frames in made.seen.items():
        assert sum(map(len, frames.values())) == len(list(made.cheapest(type_))), type_
    columns = {"xs": ([3, 1, 2], [5, 5, 4]), "n": (2, 1)}
    for entry in entries[:: len(entries) // 300]:
        meaning = compiled(entry.term())
        values = tuple(meaning({k: v[row] for k, v in columns.items()}) for row in range(2))
        assert values == entry.values, entry.term()


def test_the_bank_of_a_lambda_gives_what_its_terms_give_on_the_rows_that_they_need():
    columns = {"xs": ([3, 1, 3], [5, 3, 4], []), "n": (2, 1, 1)}
    outside = bank(columns, 16)
    (lambdas,) = outside.growers
    context = lambdas.context(outside.variables[0])
    context.bank.grow_to(13)
    rows = [(row, x) for row, xs in enumerate(columns["xs"]) for x in dict.fromkeys(xs)]
    masks = set()
    for entry in (e for type_ in context.bank.seen for e in context.bank.cheapest(type_)):
        meaning = compiled(entry.term())
        values = [meaning({"x0'": x, **{k: v[row] for k, v in columns.items()}}) for row, x in rows]
        assert list(entry.values) == values, entry.term()
        masks.add(entry.mask)
    assert masks == {0, 1, 2, 3}


def test_columns_are_narrowed_where_the_rows_of_a_frame_tell_them():
    frames = Frames([0, 0, 1, 1], ["x", "y", "x", "y"])
    assert frames.fewer_rows((1, 2, 1, 2), 3) == [(2, (1, 2))]
    assert frames.fewer_rows((1, 2, 1, 3), 3) == []
    assert frames.fewer_rows((1, 1, 2, 2), 3) == [(1, (1, 2))]
    assert frames.fewer_rows((5, 5), 2) == [(0, (5,))]
    assert frames.widened(2, 3)((1, 2)) == (1, 2, 1, 2)


PROGRAMS = {
    "a map": ([(([1, 2, 3],), [2, 3, 4]), (([5, 9],), [6, 10])], ("xs",)),
    "a filter": (
        [(([1, -2, 3],), [1, 3]), (([-5, 9],), [9]), (([-1, 7, 4, -8],), [7, 4])],
        ("xs",),
    ),
    "a choice": ([((5, 2), 5), ((1, 9), 9), ((4, 6), 6), ((8, 3), 8)], ("a", "b")),
    "an edge case": ([(([4, 7],), 7), (([],), None), (([9, 1],), 9)], ("xs",)),
    "a record": ([(([4, 7, 1],), (1, 7)), (([3, 9],), (3, 9)), (([2, 8],), (2, 8))], ("xs",)),
    "text in pieces": (
        [(("Ada", "Byron"), "Byron, Ada"), (("Alan", "Turing"), "Turing, Alan")],
        ("first", "last"),
    ),
    "a list in pieces": (
        [(([1, 2, 3],), [3, 2, 1]), (([4, 5, 6, 7],), [7, 5, 6, 4]), (([9, 1],), [1, 9])],
        ("xs",),
    ),
    "a slice between positions": (
        [(("k=12;",), "12"), (("name=x;",), "x"), (("ab=789;z",), "789")],
        ("s",),
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_of_each_part_are_found(name):
    pairs, params = PROGRAMS[name]
    found = solve(pairs, params)
    assert found is not None
    for args, wanted in pairs:
        assert run(found.source, *args) == wanted


def test_a_loop_with_two_variables_is_written_and_run():
    fold = next(p for p in LANGUAGE if p.text.startswith("state = start\nfor"))
    pair = named("(x, y)")
    state = [Apply(named(f"t[{n}]", "tuple[a, b])"), (Var("s"),)) for n in (0, 1)]
    step = Apply(pair, (state[1], Apply(named("a + b"), tuple(state))))
    start = Apply(pair, (Const("0", 0), Const("1", 1)))
    numbers = Apply(named("list(range(n))"), (Var("n"),))
    term = Apply(fold, (numbers, start, Lambda(("s", "x"), step)))
    first = Apply(named("t[0]", "tuple[a, b])"), (term,))
    source = write(first, "f", ("n",))
    assert [run(source, n) for n in range(8)] == [0, 1, 1, 2, 3, 5, 8, 13]
    assert "for" in source


def test_without_a_part_the_search_does_without_it():
    pairs, params = PROGRAMS["a list in pieces"]
    assert solve(pairs, params, 16) is not None
    assert solve(pairs, params, 16, without=frozenset({"inverses", "branches"})) is None


def test_programs_are_recognized():
    recognizer = Recognizer(LANGUAGE)
    source = (
        "from collections import Counter\n"
        "def f(xs):\n"
        "    total = 0\n"
        "    for x in xs:\n"
        "        if x > 2:\n"
        "            total += x\n"
        "    return Counter(xs).most_common(total)\n"
    )
    texts = {getattr(child, "text", child) for _, _, child, _ in recognizer.occurrences(source)}
    assert {"collections.Counter(xs)", "c.most_common(n)"} <= texts
    assert "a < b" in texts
    assert "sum([x for x in xs if 2 < x])" in ast.unparse(canonical(source))


def test_an_idiom_comes_from_several_problems_and_carries_their_words():
    sources = ["def f(n):\n    return n % 2 == 0", "def f(k):\n    return 5 < k and k % 2 == 0"]
    problems = [
        Problem(
            f"p{n}",
            description=text,
            entry_point="f",
            programs=(Program(source, "f", is_correct=True),),
        )
        for n, (source, text) in enumerate(
            zip(sources, ["an even number", "even or odd"], strict=True)
        )
    ]
    other = Program("def f(s):\n    return s.upper()", "f", is_correct=True)
    problems += [Problem(f"q{n}", "in capitals", "f", (other,)) for n in range(4)]
    assert "a % 2 == 0" in fragments(sources[0])
    idioms = Idioms(problems, LANGUAGE)
    even = next(p for p in idioms.productions if p.text == "a % 2 == 0")
    assert [p.name for p in idioms.problems[even.text]] == ["p0", "p1"]
    counts = Counts(problems, Recognizer(LANGUAGE), idioms)
    own = (*LANGUAGE, *idioms.productions)
    told = CountedWeights(own, counts, Asked("even"))
    silent = CountedWeights(own, counts, Asked("tree"))
    assert told.share(Type("bool"), even) > silent.share(Type("bool"), even)
    pairs = [((n,), n % 2 == 0) for n in (2, 3, 8, 5)]
    assert solve(pairs, ("n",), weights=told).source == "def f(n):\n    return n % 2 == 0\n"


def test_functions_of_a_package_become_productions():
    texts = {each.text for each in components("heapq")}
    assert "heapq.nlargest(a, b)" in texts
    assert "list(heapq.merge(a))" in texts
    merge = next(each for each in components("heapq") if "merge" in each.text)
    assert pickle.loads(pickle.dumps(merge)) is merge
    assert not texts & {"heapq.heapify(a)", "heapq.heappop(a)", "heapq.heappush(a, b)"}
    language = (*LANGUAGE, *components("textwrap"))
    pairs = [
        ((text, mark), textwrap.indent(text, mark))
        for text, mark in [("one\ntwo", "> "), ("x", "# "), ("a\n\nb", "- ")]
    ]
    found = solve(pairs, ("text", "mark"), weights=Weights(language))
    assert found.source.startswith("import textwrap")
    assert "textwrap.indent(text, mark)" in found.source


def test_what_takes_too_long_is_no_component_and_what_is_found_is_kept(tmp_path, monkeypatch):
    code = """
        def endless(a):
            while True:
                try:
                    abs(a)
                except Exception:
                    pass

        def doubled(a):
            return a * 2
    """
    (tmp_path / "kept_package.py").write_text(textwrap.dedent(code))
    monkeypatch.syspath_prepend(tmp_path)
    kept = Kept("components", folder=tmp_path)
    monkeypatch.setattr("codegarden.synthesis.components.kept", lambda *_: kept)
    found = components("kept_package")
    assert [each.text for each in found] == ["kept_package.doubled(a)"]
    monkeypatch.setattr("codegarden.synthesis.trying.tried", lambda _: [])
    assert components.__wrapped__("kept_package") == found
    assert Kept("components", folder=tmp_path).results


@pytest.mark.parametrize("package", ["no_such_package", "errno"])
def test_a_package_that_gives_nothing_is_named(package):
    with pytest.raises(ComponentError, match=package):
        components(package)


def test_a_portfolio_finds_what_its_searches_find_and_ends_them():
    pairs = [(([3, 1, 2],), [1, 2, 3]), (([9, 8],), [8, 9]), (([5, 5, 1, 0],), [0, 1, 5, 5])]
    inputs, outputs = zip(*pairs, strict=True)
    with Portfolio(Task("f", ("xs",), inputs, outputs), 60.0, processes=2) as portfolio:
        found = []
        while not portfolio.done and not found:
            found += [each for each in portfolio.poll(1.0) if each.passed == each.rows]
    assert found[0].source == "def f(xs):\n    return sorted(xs)\n"
    assert len(portfolio.searches) == 2
    assert all(each.process.poll() is not None for each in portfolio.searches)


def test_a_partial_answer_comes_when_it_is_found_and_not_at_the_end():
    task = Task("f", ("n",), ((1,), (1,), (2,)), (2, 3, 3))  # which no program solves
    with Portfolio(task, 600.0) as portfolio:
        found = []
        while not portfolio.done and max((each.passed for each in found), default=0) < 2:
            found += portfolio.poll(1.0)
        assert not portfolio.done


def test_a_search_ends_at_a_time_whenever_its_process_began(monkeypatch):
    now = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: now() - 20.0)
    with Portfolio(Task("f", ("n",), ((1,), (2,)), (7, 1)), 20.0) as portfolio:
        while not portfolio.done:
            portfolio.poll(1.0)
    assert portfolio.level < 20  # which takes a fraction of a second


def test_a_production_without_an_end_is_broken_off():
    endless = Production("(a: int) -> int", "while a == a:\n    pass\nreturn a", "no end")
    task = Task("f", ("n",), ((1,), (2,)), (3, 5), weights=Weights([endless, named("a + b")]))
    with Portfolio(task, 1.0) as portfolio:
        while not portfolio.done:
            portfolio.poll(1.0)
        assert portfolio.searches[0].process.wait() == 0


@pytest.mark.parametrize("text", [*JOINS.values(), "xs[i]", "xs[i:j]", "[x]"])
def test_texts_are_put_together_with_what_the_language_has(text):
    known = [each for each in LANGUAGE if each.text != text]
    weights = CountedWeights(known, Counts([], Recognizer(known)))
    inputs, outputs = (("Ada Byron",), ("Alan Turing",)), ("A. Byron", "A. Turing")
    task = Task("f", ("name",), inputs, outputs, weights=weights)
    assert None in list(Search(task).search(600.0, 8))


def test_a_restart_goes_without_some_productions_and_repeats_itself():
    some = UNIFORM.without_some(0.5, 1)
    assert len(some.language) == round(len(LANGUAGE) / 2)
    assert some.language == UNIFORM.without_some(0.5, 1).language
    assert some.language != UNIFORM.without_some(0.5, 2).language


def test_answers_that_the_examples_do_not_tell_apart_are_all_shown():
    task = Task("f", ("n",), ((2,), (1,), (3,)), (True, False, False), weights=UNIFORM)
    search = Search(task)
    found = [each for each in search.search(60.0, 24) if each and each.passed == each.rows]
    meanings = {tuple(run(each.source, n) for n in range(2, 9)) for each in found}
    assert (True, *[False] * 6) in meanings  # n == 2
    assert len(meanings) > 1
    assert not any("not not" in each.source for each in found)


def test_few_answers_of_one_behaviour_are_shown():
    task = Task("f", ("n",), ((2,), (1,), (3,)), (True, False, False))
    behaviours = Behaviours(task)
    half = Apply(named("a % b"), (Var("n"), Const("2", 2)))
    other = Apply(named("a % b"), (Var("n"), Const("3", 3)))
    shown = [behaviours.is_worth_showing(half) for _ in range(ALIKE + 2)]
    assert shown == [True] * ALIKE + [False] * 2
    assert behaviours.is_worth_showing(other)
    assert behaviours.is_worth_showing(Var("known(n)"))  # what it does elsewhere is not known


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("y = sorted(x)\n    return (y)", "return sorted(x)"),
        ("x = sorted(x)\n    x = x[0]\n    return x", "return sorted(x)[0]"),
        (
            "r = []\n    for a in x:\n        b = a * 2\n        r.append(b)\n    return r",
            "return [a * 2 for a in x]",
        ),
        (
            "t = 0\n    for a in x:\n        if a:\n            t += a\n    return t",
            "return sum([a for a in x if a])",
        ),
    ],
)
def test_what_is_read_once_is_read_where_it_stands(source, read):
    assert ast.unparse(canonical(f"def f(x):\n    {source}")).splitlines()[1:] == [f"    {read}"]


def test_what_is_read_twice_or_changed_keeps_its_name():
    twice = canonical("def f(x):\n    y = sorted(x)\n    return y + y")
    assert "sorted(x) + sorted(x)" not in ast.unparse(twice)
    changed = canonical("def f(x):\n    y = 1\n    while x:\n        x = x - y\n    return x")
    assert "while x:" in ast.unparse(changed)


def test_deep_inputs_have_room_for_what_pairs_them():
    pairs = [
        (((1, 3), (4, 5)), ((6, 7), (3, 9))),
        (((13, 4), (14, 6)), ((19, 8), (14, 10))),
    ]
    search = Search(Task("f", ("xs", "ys"), tuple(pairs), (1, 2), weights=UNIFORM))
    assert search.bank.admits(parse("list[tuple[tuple[int, int], tuple[int, int]]]"))


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("if n > 2:\n        return True\n    return False", "return 2 < n"),
        (
            "if n == 2:\n        return 'a'\n    elif n == 3:\n        return 'b'\n"
            "    else:\n        return 'c'",
            "return 'a' if n == 2 else 'b' if n == 3 else 'c'",
        ),
        (
            "if n > 2:\n        m = n\n    else:\n        m = 0\n    return m",
            "return n if 2 < n else 0",
        ),
        (
            "for i in range(n):\n        if i * i == n:\n            return True\n    return False",
            "return any((i * i == n for i in range(n)))",
        ),
        ("if n == 1:\n        return False\n    return not n == 2", "return n != 1 and n != 2"),
        (
            "return [x + 1 for x in n if x if x > 2]",
            "return [x + 1 for x in [x for x in n if x and 2 < x]]",
        ),
        (
            "return {k: v for k, v in n.items() if v}",
            "return dict([(k, v) for k, v in n.items() if v])",
        ),
    ],
)
def test_statements_are_read_as_the_expressions_that_they_are(source, read):
    assert ast.unparse(canonical(f"def f(n):\n    {source}")).splitlines()[1:] == [f"    {read}"]


def test_a_loop_that_does_more_stays_a_loop():
    loop = "for i in n:\n        if i:\n            return i\n        n = i"
    source = f"def f(n):\n    {loop}\n    return 0"
    assert "for i in n:" in ast.unparse(canonical(source))


def test_a_loop_that_ends_for_the_examples_alone_does_not_hold_the_search_up():
    task = Task("f", ("n",), ((4,), (8,)), (0, 0))
    less = Apply(named("a - b"), (Var("s"), Const("4", 4)))
    loop = Apply(WHILE, (Var("n"), Lambda(("s",), Var("s")), Lambda(("s",), less)))
    assert "" in Behaviours(task).of(loop)  # of 5 there is no end


def test_no_weights_make_a_production_cheaper_than_its_least():
    even = Program("def f(xs):\n    return sum(xs)", "f", is_correct=True)
    problems = [Problem(f"p{n}", "add", "f", (even,)) for n in range(9)]
    counts = Counts(problems, Recognizer(LANGUAGE))
    for wanted in ("int", "list[int]", "bool"):
        weights = CountedWeights(LANGUAGE, counts).toward(parse(wanted))
        for production in LANGUAGE:
            kinds = [wanted, "int", "str"] if len(production.result.name) == 1 else []
            own = [production.result, *map(parse, kinds)]
            bits = min(weights.prior(kind, production) for kind in own)
            assert weights.least(production) <= bits
