import ast
import doctest
import importlib
import io
import sys
import sysconfig
import tokenize
import warnings
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegarden.benchmarks._every_module import examine
from codegarden.mutation import (
    FAMILIES,
    OPERATORS,
    Edit,
    MutationError,
    mutants,
    random_mutant,
    unified_diff,
)
from codegarden.mutation.mutants import DRAWN, LOOKED_AT
from codegarden.mutation.operator import Subject
from codegarden.mutation.priors import Priors
from codegarden.program import Program
from codegarden.syntax.code import Code
from codegarden.syntax.edits import EditError, apply, difference
from codegarden.syntax.identity import normal_form
from codegarden.syntax.precedence import ATOM, BARE, PRODUCT, SHIFT, SUM, TUPLE, Term, bracketed
from codegarden.syntax.scopes import Scopes

SEARCH = '''\
import heapq

def find(arr, x, *, größe=1):
    """Return an index of x, or -1."""
    lo, hi = 0, len(arr)  # the ends
    seen = set()
    while lo <= hi and not (x is None):
        mid = (lo + hi) // 2; text = f"{mid!r}é"
        if x == arr[mid] and \\
                (mid == 0 or x != arr[mid - 1]):
            return mid  # größer
        elif x<=arr[mid]: hi = mid
        else:
            lo = mid + 1
            seen.add((lo, hi))
    for i, y in enumerate(arr[1:-1]):
        yield from [a for a in range(i, größe) if a > y]
        break
    return -1'''

MATCH = """\
class Box:
    def put(self, item):
        match item:
            case [first, *rest] if first:
                self.items = rest
            case _:
                raise ValueError("nothing")
        try:
            with open(item) as file:
                return sorted(file, key=lambda line: -len(line))
        except OSError as error:
            self.count -= 1
            print(error)
        finally:
            return not self.count
"""


@pytest.mark.parametrize(
    "module", ["edits", "precedence", "identity", "layout", "literals", "parsing"]
)
def test_the_examples_in_docstrings_are_true(module):
    assert doctest.testmod(importlib.import_module(f"codegarden.syntax.{module}")).failed == 0
    assert doctest.testmod(importlib.import_module("codegarden.mutation.material")).failed == 0
    assert doctest.testmod(importlib.import_module("codegarden.mutation.mutants")).failed == 0
    assert doctest.testmod(importlib.import_module("codegarden.mutation.priors")).failed == 0


cases = [
    pytest.param(operator, example, id=f"{name}-{index}")
    for name, operator in OPERATORS.items()
    for index, example in enumerate(operator.examples())
]


@pytest.mark.parametrize(("operator", "example"), cases)
def test_an_operator_does_what_its_examples_say(operator, example):
    made = [mutant.source for mutant in mutants(example.before, [operator.name])]
    assert example.after in made


def test_every_operator_names_its_source_and_has_an_example():
    for name, operator in OPERATORS.items():
        assert operator.name == name
        assert operator.source
        assert operator.prior > 0
        # what a donor has to offer cannot be shown without one
        assert operator.examples() or name == "insert-donor"
    assert sum(len(family.OPERATORS) for family in FAMILIES.values()) == len(OPERATORS)


@pytest.mark.parametrize("source", [SEARCH, MATCH, SEARCH.replace("\n", "\r\n")])
def test_every_mutant_compiles_and_is_different(source):
    made = mutants(source)
    sources = [mutant.source for mutant in made]
    assert len(set(sources)) == len(sources) == len(made) > 500
    assert source not in sources
    for text in sources[:: max(1, len(sources) // 1500)]:
        compile(ast.parse(text), "mutant", "exec")


# what parses after an edit, and compiles only where the edit minds what stands around it
DECLARATIONS = """
c = None
def f(t):
    if t:
        return None
    global c
    c = 1
    return c
---
def f():
    a = 1
    def g():
        b = 2
        nonlocal a
        a = b
    return g
---
async def f(n):
    for i in n:
        if i:
            return
        yield i
---
async def f(n):
    async with n as m:
        return [await x async for x in m]
---
class A:
    total = 1
    items = [total for total in (1, 2)]
    def f(self, n):
        return n
---
def f(n):
    try:
        n()
    except* ValueError as e:
        print(e, n)
    return n
---
x = 1
if x:
    y = x
global z
z = 2
---
def f(a, *b, k=1, **c):
    return g(*b, a, k=k, **c), f(a, k=2)
---
def f(n):
    got = yield n
    print((yield))
    total = yield from g(n, got)
    return total
---
def f(rows, n):
    return Grid(rows)[0:n, 1:n], (2).imag, rows[n], [*rows, n], (n := 1)
---
def f(a):
    return *a, 1, f(x for x in a), (lambda: a)(), {**a, 'k': a}, not(a), a if a else 2
"""


@pytest.mark.parametrize("source", DECLARATIONS.split("---\n"))
def test_a_mutant_compiles_whatever_stands_around_it(source):
    made = mutants(source)
    assert len(made) > 5
    assert made.failures == {}
    for mutant in made:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(mutant.source, "mutant", "exec")


def test_deep_and_long_programs_have_mutants():
    deep = (
        "".join(f"{' ' * depth}for a{depth} in x:\n" for depth in range(19))
        + " " * 19
        + "if x: y()"
    )
    long = "x = " + " + ".join("abc"[i % 3] for i in range(700)) + "\n"
    for source in (deep, long):
        made = mutants(source, ["change-flow", "replace-arithmetic", "off-by-one"])
        for mutant in islice(made, 20):
            compile(mutant.source, "mutant", "exec")
        assert made.failures == {}


def test_an_operator_that_fails_is_passed_over_and_named(monkeypatch, caplog):
    def changes(self, code):
        yield from [code.replace(node, "0") for node in code.of(ast.Name)]
        raise ZeroDivisionError("of the operator")

    monkeypatch.setattr(type(OPERATORS["off-by-one"]), "changes", changes)
    made = mutants("x = y <= 1\n", ["off-by-one", "replace-comparison"])
    assert {mutant.operator for mutant in made} == {"off-by-one", "replace-comparison"}
    assert made.failures == {"off-by-one": "ZeroDivisionError: of the operator"}
    assert "off-by-one" in caplog.text


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ('x = f"{a} has {b + 1} items"', 'x = f"{a} has {b - 1} items"'),
        ('x = f"{a} has {b + 1} items"', 'x = f"{a}{b + 1} items"'),
        ('x = f"{a}é\\n{{{b:>{w + 1}}}}"', 'x = f"{a}é\\n{{{b:>{w - 1}}}}"'),
        ('x = f"{a}é\\n{{{b:>{w}}}}"', 'x = f"{a}É\\n{{{b:>{w}}}}"'),
        ("x = f'''{a\n - b}\n'''", "x = f'''{a\n + b}\n'''"),
        ("x = 'p' f'{a!r}q' f\"{b['k']}\"", "x = 'p' f'{a!r}Q' f\"{b['k']}\""),
        ("x = rf'\\{a - 1}\\d'", "x = rf'\\{a + 1}\\d'"),
        ("x = f'{ {1: a}[1] - b}'", "x = f'{ {1: a}[1] + b}'"),
        ("x = f'{f\"{a - b}\"}'", "x = f'{f\"{a + b}\"}'"),
        ("x = f'a {b - 1, c,} \"'", "x = f'a {b + 1, c,} \"'"),
        ("x = f'a {(b), c}'", "x = f'a {(c), b}'"),
    ],
)
def test_f_strings_are_mutated_too(source, after):
    assert after in {mutant.source for mutant in mutants(source)}


@pytest.mark.parametrize(
    ("source", "operator", "after"),
    [
        ("x = (a + b).upper()", "replace-method", "x = (a + b).lower()"),
        ("x = (a or 1).real - b.imag", "replace-attribute", "x = (a or 1).imag - b.imag"),
        ("x = (2).imag + a.real", "replace-attribute", "x = (2).real + a.real"),
        ("x = g(a)[0:n, 1:n]", "swap-arguments", "x = g(a)[1:n, 0:n]"),
        ("_ = a\nb = a", "replace-target", "_ = a\n_ = a"),
        ("x = f((yield), b)", "drop-argument", "x = f((yield))"),
        ("x = (lambda: 1)(a, b)", "drop-argument", "x = (lambda: 1)(b)"),
    ],
)
def test_what_is_planted_keeps_its_brackets(source, operator, after):
    head = "def f():\n    " if "yield" in source else ""
    assert head + after in {mutant.source for mutant in mutants(head + source, [operator])}


@pytest.mark.parametrize("name", ["textwrap.py", "string.py", "asyncio/locks.py"])
def test_modules_of_the_standard_library_have_mutants_that_compile(name):
    # all modules: codegarden benchmark every_module
    counts = examine(Path(sysconfig.get_path("stdlib")) / name, 2, seed=1)
    assert counts["mutants"] > 50
    assert counts["failures"] == counts["not_programs"] == 0


def stream(source):
    """The tokens of a source without comments and blank lines, by the standard library."""
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER)
    within = getattr(tokenize, "FSTRING_MIDDLE", None)  # whose blanks are text
    found = tokenize.generate_tokens(io.StringIO(source).readline)
    return tuple(
        (t.type, t.string if t.type == within else t.string.strip(" \t"))
        for t in found
        if t.type not in skipped
    )


@pytest.mark.parametrize("source", [SEARCH, MATCH])
def test_no_two_mutants_have_the_same_tokens(source):
    streams = [stream(mutant.source) for mutant in mutants(source)]
    assert len(set(streams)) == len(streams)
    assert stream(source) not in streams


@pytest.mark.parametrize("source", [SEARCH, MATCH])
def test_all_outside_of_the_edits_survives(source):
    for mutant in mutants(source).sample(Random(0), 300):
        inverse, shift = [], 0
        for start, end, text in sorted(mutant.edits):
            inverse.append(Edit(start + shift, start + shift + len(text), source[start:end]))
            shift += len(text) - (end - start)
        assert apply(mutant.source, inverse) == source


def test_a_draw_is_one_of_the_mutants_and_thinks_of_no_other():
    made, every = mutants(SEARCH), {mutant.source for mutant in mutants(SEARCH)}
    drawn = [made.draw(Random(seed)) for seed in range(300)]
    assert {mutant.source for mutant in drawn} <= every
    assert len({mutant.operator for mutant in drawn}) > 20
    assert drawn[:50] == [one.draw(Random(s)) for one in [mutants(SEARCH)] for s in range(50)]
    assert mutants("pass\n").draw(Random(0)) is None


LONG = "def f(x):\n" + "".join(f"    x{n} = g(x{n - 1})\n" for n in range(1, 300))


def test_draws_look_at_a_part_of_a_long_program_and_in_the_end_at_all(monkeypatch):
    operator = OPERATORS["insert-statement"]
    changes, offered = type(operator).changes, []

    def counted(self, code):
        for change in changes(self, code):
            offered.append(change)
            yield change

    monkeypatch.setattr(type(operator), "changes", counted)
    made = mutants(LONG, [operator.name])
    lines = [min(made.draw(Random(seed)).lines) for seed in range(DRAWN * 8)]
    assert 0 < len(offered) <= 8 * (2 * LOOKED_AT + 1)
    assert max(lines) > 200 > 100 > min(lines)


@pytest.mark.parametrize("line", ["x = x + 1", "if x: return 1", "return x"])
def test_an_operator_that_brings_nothing_new_for_long_is_left(line):
    made = mutants("def f(x):\n" + f"    {line}\n" * 200, ["move-statement", "drop-term"])
    assert {mutant.operator for mutant in made} <= {"drop-term"}
    assert len(made) == (400 if "+" in line else 0)


@pytest.mark.parametrize("source", [SEARCH, MATCH])
def test_edits_with_one_result_have_one_key(source):
    tokens = Subject(source).tokens
    for mutant in mutants(source).sample(Random(0), 300):
        whole = (Edit(0, len(source), mutant.source),)
        assert tokens.key(mutant.edits) == tokens.key(whole) == tokens.key(mutant.edits[::-1])
        assert tokens.key((Edit(0, 3, source[:3]),)) is None


def test_a_turned_program_begins_elsewhere():
    code = Subject(SEARCH)
    half = code.turned(0.5)
    assert (half.tree, half.scopes, half.text) == (code.tree, code.scopes, code.text)
    for name in ("nodes", "statements", "expressions"):
        before, after = getattr(code, name), getattr(half, name)
        assert before != after
        assert sorted(map(id, before)) == sorted(map(id, after))


def test_a_mutant_tells_what_it_did():
    (mutant, *_) = mutants("x = 1\ny = x <= 1  # é\n", ["replace-comparison"])
    assert mutant.sentence == "replaced `<=` by `<` in line 2"
    assert mutant.lines == {2}
    assert mutant.diff(context=0) == "@@ -2 +2 @@\n-y = x <= 1  # é\n+y = x < 1  # é\n"


def test_edits_compose_when_they_do_not_overlap():
    first, second = (
        next(iter(mutants("y = a <= b + c\n", [name])))
        for name in ("replace-comparison", "replace-arithmetic")
    )
    assert first.compose(second).source == "y = a < b - c\n"
    assert second.compose(first).source == first.compose(second).source
    assert first.compose(second).lines == {1}
    with pytest.raises(MutationError, match="overlap"):
        first.compose(first)
    with pytest.raises(MutationError, match="different parents"):
        first.compose(next(iter(mutants("z = 1 + 2"))))


def test_enumeration_is_lazy():
    made = mutants(SEARCH)
    first = next(iter(made))
    assert len(made._kept) == 1
    assert made[0] == first
    assert list(made) == made[:]


def test_samples_are_seeded_different_and_follow_the_priors():
    made = mutants(SEARCH)
    assert made.sample(Random(5), 40) == made.sample(Random(5), 40)
    assert len(set(made.sample(Random(5), 40))) == 40
    assert len(made.sample(Random(1), 10**6)) == len(made)
    drawn = [made.sample(Random(seed))[0].operator for seed in range(300)]
    assert drawn.count("replace-comparison") > drawn.count("insert-guard")


def test_a_prior_is_the_share_of_repairs_and_a_kind_counts_beside_its_operator():
    assert sum(operator.prior for operator in OPERATORS.values()) == pytest.approx(1)
    counts = {"a": (9.0, 100), "b": (0.0, 50)}
    known = Priors(counts, {"a": {"< -> <=": (9.0, 20), "< -> >": (0.0, 80)}})
    assert known.share("a") == pytest.approx(9.5 / 10)
    assert known.share("a+b") == pytest.approx(9.5 / 10 * 0.5 / 10)
    likely, unlikely = (known.factor("a", kind) for kind in ("< -> <=", "< -> >"))
    assert likely > known.factor("a", "never seen") == known.factor("c", "< -> <=") == 1 > unlikely


def test_the_usual_kind_of_change_is_drawn_more_often():
    made = mutants("def f(a, b):\n    return a < b\n", ["replace-comparison"])
    drawn = [made.sample(Random(seed))[0].source for seed in range(300)]
    assert drawn.count("def f(a, b):\n    return a <= b\n") > 1.5 * len(drawn) / len(made)


def test_operators_are_chosen_by_name():
    assert {m.operator for m in mutants(SEARCH, ["negate-condition"])} == {"negate-condition"}
    with pytest.raises(MutationError, match="did you mean replace-comparison"):
        mutants(SEARCH, ["replace-comparisons"])


def test_a_source_that_does_not_parse_is_named():
    with pytest.raises(MutationError, match="line 2"):
        mutants("x = 1\ndef f(:\n")


def test_donors_give_statements_that_fit():
    source = "def f(items):\n    total = 0\n    return total\n"
    donor = (
        "def g(numbers):\n    for n in numbers:\n        s += n\n    numbers.sort()\n    x = y.z\n"
    )
    made = {m.source for m in mutants(source, ["insert-donor"], [donor, "not python("])}
    assert "def f(items):\n    total = 0\n    items.sort()\n    return total\n" in made
    assert not list(mutants(source, ["insert-donor"]))


def test_a_statement_is_inserted_at_the_end_of_every_block_around_a_place():
    source = "def f(a, b):\n    for x in a:\n        while b:\n            b.pop()\n    return a\n"
    made = {m.source for m in mutants(source, ["insert-template"])}
    for indent in ("            ", "        "):
        head, tail = source.split("    return a")
        assert f"{head}{indent}b.append(x)\n    return a{tail}" in made


def test_equivalent_edits_are_left_out():
    made = {m.source for m in mutants("x = a * b\ny = c == d\nz = range(e)\n")}
    assert not made & {
        "x = b * a\ny = c == d\nz = range(e)\n",
        "x = a * b\ny = d == c\nz = range(e)\n",
        "x = a * b\ny = c == d\nz = range(0, e)\n",
    }
    guard = "def f(a):\n    if a:\n        return 1\n    return 2\n"
    assert guard.replace("if", "while") not in {m.source for m in mutants(guard)}
    assert normal_form("a - 0") == normal_form("a * 1") == "a"
    assert normal_form("a <") is None


def test_a_random_mutant_is_a_child():
    parent = Program(SEARCH, "find", "examples/find", True, label="bisection")
    child = random_mutant(parent, Random(2))
    assert child == random_mutant(parent, Random(2))
    assert child.source != parent.source
    assert (child.problem, child.entry_point) == (parent.problem, parent.entry_point)
    assert (child.origin, child.is_correct) == ("mutation", None)
    assert child.parents == (parent.sha256,)
    assert child.operator in OPERATORS
    assert child.label
    with pytest.raises(MutationError, match="no operator fits"):
        random_mutant(Program("pass\n", "f"), Random(0))


def test_positions_count_characters():
    code = Code('é = "ü"; b = é\n')
    names = [code.source(node) for node in code.of(ast.Name)]
    assert names == ["é", "b", "é"]


def test_scopes_see_outwards_and_not_inwards():
    source = (
        "g = 1\ndef f(a):\n    b = [c for c in a]\n    def h(d):\n        return d\n    return h\n"
    )
    code = Code(source)
    last = code.of(ast.Return)[-1]
    assert Scopes(code).visible(last) == ["a", "b", "h", "g", "f"]
    assert Scopes(code).variables(last) == ["a", "b", "g"]
    inner = Scopes(code).visible(code.of(ast.comprehension)[0].target)
    assert inner[0] == "c"


# every kind of expression, in brackets where it needs some to stand alone
OPERANDS = r"""
a;a + b;a or b;not a;-a;a ** b;lambda: a;a if b else c;a < b;(a, b);f(a);a[b];(a);[a];(a) + (b);a, b
(a), (b);await_;1;2.5;(yield);(yield a, b);(a := 1);(x for x in a);(await a);f'{a}';{a};{};a.b
'a' 'b';(a\n + # (\n b);(  # c\n a, b);*a, b;(*a, b)
"""
# places for an expression: the ``q`` in each
PLACES = """
x = p + q;x = q - p;x = p * q;x = q ** p;x = p ** q;x = -q;x = not q;x = p and q;x = q or p
x = p < q;x = p < q < r;x = (q);x = (q).a;x = q.a;x = q[0];x = p[q];x = p[q:r];x = p[q, 0:1]
x = q(p);x = p(q);x = p(q, r);x = p(k=q);x = p(**q);x = {**q};x = {q: p};x = {p: q};x = [q]
x = [q, p];x = q if p else r;x = p if q else r;x = p if r else q;x = lambda: q;return(q);assert q
x = [a for a in q];x = [q for a in b];x = [a for a in b if q];x += q;return q;x = yield q
x = yield from q;x = await q;if q: pass;while(q): pass;for a in q: pass;with q as a: pass;raise q
x = f'{q}';x = f'{q!r:>{p}}';q;x = p(q for a in b);x = p(*q);x = *q, p;x: int = q;(x := q)
x = p if(q)else r
"""


def choices(table):
    return st.sampled_from(table.strip().replace("\n", ";").replace(r"\n", "\n").split(";"))


@given(choices(OPERANDS), choices(PLACES))
@settings(max_examples=400, deadline=None)
def test_a_planted_expression_keeps_its_meaning(text, target):
    subject, donor = Subject(f"{target}\n"), Subject(f"z = {text}\n")
    expected = donor.of(ast.Assign)[0].value
    term = donor.material(expected)
    assert "\n" not in term
    (old,) = (n for n in subject.of(ast.Name) if n.id == "q")
    text = apply(subject.text, [subject.put(old, term)])
    if sys.version_info < (3, 12) and "f'" in target and "'" in term:
        return  # no such quotes inside
    whole = ast.dump(subject.tree).replace(ast.dump(old), ast.dump(expected))
    assert ast.dump(ast.parse(text)) == whole


def test_the_only_generator_of_a_call_leaves_its_brackets():
    subject = Subject("x = sum(a for a in b) + sum((a for a in b))\n")
    texts = [
        apply(subject.text, [subject.put(node, Term("c, d", TUPLE))])
        for node in subject.of(ast.GeneratorExp)
    ]
    assert texts == [
        "x = sum((c, d)) + sum((a for a in b))\n",
        "x = sum(a for a in b) + sum((c, d))\n",
    ]


def test_brackets_only_where_needed():
    term = Term("a + b", SUM)
    assert [bracketed(term, level) for level in (SHIFT, SUM, PRODUCT)] == [term, term, "(a + b)"]
    assert bracketed(Term("*a", BARE), ATOM) == "*a"


TEXT = st.text("ab\n", max_size=30)


@given(TEXT, TEXT)
def test_the_difference_of_two_texts_is_an_edit_between_them(before, after):
    assert apply(before, [difference(before, after)]) == after


@given(TEXT, TEXT)
@settings(deadline=None)
def test_a_diff_is_empty_only_for_equal_texts(before, after):
    assert (unified_diff(before, after) == "") == (before == after)


def test_overlapping_edits_are_refused():
    with pytest.raises(EditError):
        apply("abc", [Edit(0, 2, ""), Edit(1, 3, "")])


def test_a_form_feed_is_no_part_of_an_indentation():
    plain = "def f(x):\n    if x:\n        x = x + 1\n        return x\n    return 2 * x\n"
    fed = plain.replace("\n", "\n\x0c").removesuffix("\x0c")
    one, other = ({m.operator for m in mutants(text)} for text in (plain, fed))
    assert one == other


def test_numbers_that_python_does_not_write_have_mutants():
    huge = f"0x{'f' * 5000}"
    made = mutants(f"def f(x):\n    if x == {huge}: x = {huge} % x\n    return x < -{huge}\n")
    assert len(made) > 50
    assert made.failures == {}
