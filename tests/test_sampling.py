import ast
import builtins
import contextlib
import re
import symtable
import warnings
from pathlib import Path

import numpy as np
import pytest

from codegarden.language_model.ngram import NGram
from codegarden.language_model.sampling import (
    PythonGrammar,
    beam,
    fillings,
    greedy,
    nucleus,
    prompt_ids,
    sample,
    temperature,
    top_k,
)
from codegarden.language_model.sampling.pushdown import Pushdown
from codegarden.language_model.sampling.words import ending, is_number, may_be_number, may_end
from codegarden.language_model.tokens import END, START, TokensError, Vocabulary

EXAMPLES = sorted((Path(__file__).parents[1] / "data" / "examples" / "correct").glob("*.py"))
SOURCES = [path.read_text() for path in EXAMPLES]


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary.learn(SOURCES, size=900, docstrings=False)


@pytest.fixture(scope="module")
def grammar(vocabulary):
    return PythonGrammar(vocabulary)


@pytest.fixture(scope="module")
def model(vocabulary):
    return NGram.fit([vocabulary.encode(source) for source in SOURCES], vocabulary, order=4)


def compiles(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "<sample>", "exec")
        except (SyntaxError, ValueError):
            return False
    return True


def accepts(grammar, source):
    """Say whether the mask lets a program through, id by id."""
    follower, end = grammar.start(), grammar.vocabulary[END]
    for number in map(int, grammar.vocabulary.encode(source)):
        if not follower.allowed()[number]:
            return False
        follower = follower.take(number)
    return bool(follower.allowed()[end])


# ---- ways to choose

LOG_PROBS = np.log(np.array([[0.5, 0.25, 0.15, 0.1], [0.1, 0.2, 0.3, 0.4]]))


def drawn(choose, rows=4000):
    random = np.random.default_rng(0)
    return choose(np.repeat(LOG_PROBS[:1], rows, axis=0), random)


def test_greedy_takes_the_likeliest():
    assert greedy()(LOG_PROBS, np.random.default_rng(0)).tolist() == [0, 3]


def test_temperature_draws_in_proportion():
    counts = np.bincount(drawn(temperature()), minlength=4) / 4000
    assert counts == pytest.approx([0.5, 0.25, 0.15, 0.1], abs=0.03)
    cold = np.bincount(drawn(temperature(0.5)), minlength=4) / 4000
    assert cold == pytest.approx(np.array([0.25, 0.0625, 0.0225, 0.01]) / 0.345, abs=0.03)


def test_top_k_and_nucleus_leave_the_unlikely_out():
    assert set(drawn(top_k(2))) == {0, 1}
    assert set(drawn(top_k(1))) == {0}
    assert set(drawn(top_k(99))) == {0, 1, 2, 3}
    assert set(drawn(nucleus(0.5))) == {0}
    assert set(drawn(nucleus(0.6))) == {0, 1}
    assert set(drawn(nucleus(1.0))) == {0, 1, 2, 3}


def test_what_is_impossible_is_never_drawn():
    masked = np.where([True, False, True, False], -np.inf, LOG_PROBS[:1]).repeat(500, axis=0)
    for choose in (greedy(), temperature(), top_k(3), nucleus(0.99)):
        assert set(choose(masked, np.random.default_rng(1))) <= {1, 3}


@pytest.mark.parametrize(
    ("make", "wrong"), [(temperature, 0.0), (top_k, 0), (nucleus, 0.0), (nucleus, 1.5)]
)
def test_impossible_settings_are_refused(make, wrong):
    with pytest.raises(ValueError, match=str(wrong)):
        make(wrong)


# ---- the loop


def test_samples_depend_on_the_seed_alone(model):
    first = sample(model, 6, seed=3, length=30)
    assert first == sample(model, 6, seed=3, length=30)
    assert first != sample(model, 6, seed=4, length=30)
    assert len({one.source for one in first}) > 1


def test_log_prob_is_that_of_the_model(model, vocabulary):
    for one in sample(model, 5, choose=top_k(5), seed=0, length=120):
        if one.ended:
            score = model.score([np.array(one.ids)])[0].sum()
            assert one.log_prob == pytest.approx(score)


def test_greedy_decoding_is_the_stepwise_maximum(model, vocabulary):
    (found,) = sample(model, 1, choose=greedy(), length=12)
    before, state = np.array([vocabulary[START]]), model.begin(1)
    for number in found.ids:
        log_probs, state = model.next_log_probs(before, state)
        assert log_probs.argmax() == number
        before = np.array([number])


def test_a_prompt_is_gone_on_with(model, grammar, vocabulary):
    found = sample(model, 8, grammar=grammar, prompt="def first(items):\n    return", length=40)
    for one in found:
        assert one.source.startswith("def first(items):\n    return")
        assert compiles(one.source)
    with pytest.raises(TokensError):
        sample(model, 1, prompt="x = $")
    with pytest.raises(ValueError, match="cannot follow here"):
        sample(model, 1, prompt="x = = 1\n", grammar=grammar)


@pytest.mark.parametrize(
    ("prompt", "written"),
    [
        ("def f(x):\n    return", "def f(x):\n    return\n"),
        ("def f(x):\n    y = 1\n", "def f(x):\n    y = 1\n"),
        ("def f(x):\n", "def f(x):\n"),
        ("", ""),
    ],
)
def test_prompts_stay_open(prompt, written, vocabulary):
    ids = prompt_ids(vocabulary, prompt)
    assert vocabulary.decode(ids) == written
    assert vocabulary["<dedent>"] not in ids
    assert (not ids or ids[-1] != vocabulary["<newline>"]) or prompt.endswith("\n")


def test_beam_finds_programs_at_least_as_likely_as_greedy(model, grammar):
    best = beam(model, width=6, grammar=grammar, length=60)
    (one,) = sample(model, 1, choose=greedy(), grammar=grammar, length=60)
    assert one.ended
    assert best[0].log_prob >= one.log_prob - 1e-9
    assert len({found.ids for found in best}) == len(best) <= 6
    assert all(compiles(found.source) for found in best)
    ended = [found.log_prob for found in best if found.ended]
    assert ended == sorted(ended, reverse=True)


def test_beam_of_width_one_is_greedy(model):
    (found,) = beam(model, width=1, length=10)
    (one,) = sample(model, 1, choose=greedy(), length=10)
    assert found.ids == one.ids


# ---- fillings


def test_fillings_are_ranked_by_both_sides(model):
    left = "def f(xs):\n    total = 0\n    for x in xs:\n        total += "
    found = fillings(model, left, "\n    return total\n", count=20, length=2)
    scores = [one.log_prob for one in found]
    assert scores == sorted(scores, reverse=True)
    assert len({one.text for one in found}) == len(found) == 20
    assert all(compiles(one.source) for one in found)
    rest = model.log_prob([one.source for one in found]) - scores
    # all that is not filled is the same, but for names that are spelled in an unusual way
    assert np.isclose(rest, np.median(rest)).mean() >= 0.8


def test_the_right_side_decides(model):
    left = "def f(items):\n    for item in "
    open_bracket = {one.text for one in fillings(model, left, "(len(items)):\n        pass\n")}
    assert "range" in open_bracket
    for one in fillings(model, left, ":\n        pass\n", count=5):
        assert one.source.startswith("def f(items):\n    for item in " + one.text)
        assert one.log_prob == one.left + one.right
        assert one.text  # nothing at all would not parse


def test_a_hole_may_be_anywhere(model):
    assert "" in {one.text for one in fillings(model, "x = 1", "\n", count=50)}
    assert fillings(model, "", "x = 1\n", count=3)
    assert fillings(model, "def f(x):\n    ", "\n    return x\n", count=3)
    with pytest.raises(TokensError):
        fillings(model, "x = $", "\n")


# ---- the grammar mask


def test_the_mask_lets_real_programs_through(grammar):
    refused = [
        path.name
        for path, source in zip(EXAMPLES, SOURCES, strict=True)
        if not accepts(grammar, source)
    ]
    assert len(refused) <= 0.01 * len(SOURCES), refused


def nested(*lines, depth):
    """Return blocks within blocks: the last line that ends in a colon opens the next one."""
    opener = max(place for place, line in enumerate(lines) if line.endswith(":"))
    source = "pass\n"
    for _ in range(depth):
        inner = "".join(f" {line}\n" for line in source.splitlines())
        head, tail = lines[: opener + 1], lines[opener + 1 :]
        source = "\n".join(head) + "\n" + inner + "".join(f"{line}\n" for line in tail)
    return source


VALID = [
    "a, b[0], c.d = e\n",
    "first, *rest = items\n",
    "x: dict[str, int] = {}\n",
    "f(a, *b, c=1, **d)\n",
    "def f(a, /, b=1, *, c, **d) -> int: return lambda x, y=2: x\n",
    "if (n := len(a)) > 1: pass\n",
    "x = [i for i, (j, k) in y if not i for l in k]\n",
    "while x:\n    break\nelse:\n    y += 1\n",
    "try: pass\nexcept (A, B) as e:\n    raise C from e\nelse:\n    pass\nfinally:\n    pass\n",
    "with a as b, c: d = {**e, 1: 2}\n",
    "@a.b(1)\nclass C(D, metaclass=E):\n    x = yield_ = None\n",
    "s = 'a' \"b\" + f'{x!r:>5}' + r'\\d' + b'\\x00'\n",
    "print(a[1:n, ..., ::2] if b else -c ** +d)\n",
    "async def f():\n    x = await g()\n",
    "def f():\n    x = yield y\n",
    "from . import a\nfrom .b import (c as d, e)\nimport f.g as h\n",
    "x = 0x1F + 1_000 + 1.5e-3j + .5 + 00\n",
    "global x; del a[0], b.c\n",
    "lambda: (yield_)\n",
    "x = {1}, {1: 2}, (), [], (1,)\n",
    "x = 1\ndef f(y):\n    global x\n    x = y\n",
    "def f():\n    global x\n    global x, y\n    z: int = 1\n".replace("z: int", "z"),
    "def f():\n    x = 1\n    def g():\n        global x\n",
    "class A:\n    def f(self):\n        self.x = 1\n        global x\n",
    "'doc' 's'; from __future__ import annotations as x; from __future__ import (division)\n",
    "from __future__ import annotations; x = 1\n",
    "import __future__\nx = __future__.division\n",
    "x = [y := 1, y]\nz = (y := 2)\nfor z in [x for x in y]: pass\n",
    nested("for x in y:", depth=12),
    nested("try:", "finally: pass", depth=7),
]


@pytest.mark.parametrize("source", VALID)
def test_the_mask_lets_valid_programs_through(source, grammar):
    assert compiles(source)
    assert accepts(grammar, source)


INVALID = [
    "f(x) = 1\n",
    "x + 1 = 2\n",
    "1 = x\n",
    "f(x) += 1\n",
    "a, b += 1\n",
    "x() : int\n",
    "f(a=1, b)\n",
    "f(a.b=1)\n",
    "f(a=1, a=2)\n",
    "f(**a, *b)\n",
    "f(x for x in y, 1)\n",
    "def f(a=1, b): pass\n",
    "def f(a, a): pass\n",
    "def f(*): pass\n",
    "lambda a=1, b: a\n",
    "return 1\n",
    "break\n",
    "def f():\n    for x in y:\n        def g(): break\n",
    "while x:\n    pass\nelse:\n    break\n",
    "def f(): await g()\n",
    "class A: return 1\n",
    "def f():\n    from a import *\n",
    "x = b'a' 'b'\n",
    "x = '\\x1'\n",
    "x = f'{a b}'\n",
    "x = f'{'\n",
    "x = b'\u00e9'\n",
    "x = {1: 2, 3}\n",
    "if x = 1: pass\n",
    "for f(x) in y: pass\n",
    "*a = b\n",
    "x = *a\n",
    "try:\n    pass\nexcept:\n    pass\nexcept A:\n    pass\n",
    "x = (a.b := 1)\n",
    "if x: pass\nelif: pass\n",
    "x = 012\n",
    "x = not\n",
    "def f(x):\n    global x\n",
    "def f():\n    if y:\n        x = 1\n    global x\n",
    "def f():\n    print(f'{x}')\n    global x\n",
    "def f():\n    global x\n    x: int = 1\n",
    "x = 1\nglobal x\n",
    "class A:\n    x = 1\n    global y, x\n",
    "x = 1\nfrom __future__ import annotations\n",
    "'a'; 'b'\nfrom __future__ import annotations\n",
    "from .__future__ import x\n",
    "f'a'; 1\nfrom __future__ import annotations\n",
    "def f():\n    from __future__ import annotations\n",
    "from __future__ import braces\n",
    "from __future__ import annotations, braces as annotations\n",
    "from __future__ import *\n",
    "[x := 1 for x in y]\n",
    "z = {1, (x := 2 for x in y)}\n",
    "__debug__ = 1\n",
    "def f(__debug__): pass\n",
    "f(__debug__=1)\n",
    "x.__debug__ = 1\n",
    "def f():\n    yield from g\n    x = 1; global x\n",
    nested("try: pass", "except A as e:", "finally: pass", depth=8),
    nested("with a, b, c:", depth=7),
    nested("for x in y:", depth=21),
]


@pytest.mark.parametrize("source", INVALID)
def test_the_mask_stops_what_python_refuses(source, grammar):
    if compiles(source):
        pytest.skip("this Python takes it")
    with contextlib.suppress(TokensError):
        assert not accepts(grammar, source)


def test_whatever_the_mask_lets_through_can_be_completed(grammar, vocabulary):
    """Uniform draws from the mask: a far worse writer than any model."""
    random, failed = np.random.default_rng(0), []
    for _ in range(150):
        follower, ids = grammar.start(), []
        for _ in range(40):
            open_ids = np.flatnonzero(follower.allowed())
            marks = open_ids[open_ids < vocabulary.word_ids[0]]
            few = len(marks) and random.random() < 0.6
            number = int(random.choice(marks if few else open_ids))
            if number == vocabulary[END]:
                break
            ids.append(number)
            follower = follower.take(number)
        else:
            ids += follower.completion()
        source = vocabulary.decode(ids)
        if not compiles(source):
            failed.append(source)
    assert len(failed) <= 1, failed


def test_masked_samples_parse(model, grammar):
    found = sample(model, 200, grammar=grammar, length=80, seed=1)
    assert np.mean([compiles(one.source) for one in found]) >= 0.99
    free = sample(model, 200, length=80, seed=1)
    assert np.mean([compiles(one.source) for one in free]) < 0.9
    assert any(one.ended for one in found)
    assert any(not one.ended for one in found)


IN_SCOPE = [
    "def f(a, b=1):\n    c = a\n    return c + b\n",
    "x, y = 1, 2\nprint(x, sep='')\n",
    "def f(a):\n    for i, (j, k) in a: print(i, j, k)\n    return i\n",
    "def f(xs):\n    return sorted(xs, key=lambda p: p[0])\n",
    "import a.b as c, d\nfrom e import f as g\nprint(c, d, g)\n",
    "with open('x') as h: h.read()\n",
    "try: pass\nexcept ValueError as e: print(e)\n",
    "class A(object):\n    z = 1\n    def m(self): return self.z\nA()\n",
    "def f(n): return f(n - 1)\n",
    "def f(x): y = x; print(y)\n",
    "x = 1\nx: int = x\nx += x\n",
    "def f(v):\n    if v:\n        w = 1\n    return w\n",
    "y = 0\nx = [y for y in range(3) if y]\n",
]
OUT_OF_SCOPE = [
    "def f(a):\n    return b\n",
    "x = y + 1\n",
    "y += 1\n",
    "def f():\n    a = 1\nprint(a)\n",
    "def f(): a = 1\nprint(a)\n",
    "def f(a, b=a): pass\n",
    "f(1)\n",
    "new\n",
    "a, b\n",
    "print(q)\n",
    "print(q=q)\n",
    "lambda u: w\n",
    "lambda u, v=u: v\n",
    "x = [1 for y in y]\n",
    "x = [y for z in range(3)], z\n",
]


@pytest.fixture(scope="module")
def in_scope(vocabulary):
    return PythonGrammar(vocabulary, names_in_scope=True)


@pytest.mark.parametrize("source", IN_SCOPE)
def test_names_that_are_bound_may_be_read(source, in_scope):
    assert compiles(source)
    assert accepts(in_scope, source)


@pytest.mark.parametrize("source", OUT_OF_SCOPE)
def test_names_that_are_not_bound_may_not_be_read(source, in_scope, grammar):
    assert accepts(grammar, source)
    assert not accepts(in_scope, source)


def unbound(source):
    """Return the names that a program reads and no scope around binds, of the strings none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of escapes that are none
        top = symtable.symtable(source, "<sample>", "exec")
    found, tables = set(), [(top, set(dir(builtins)))]
    while tables:
        table, known = tables.pop()
        known = known | {one.get_name() for one in table.get_symbols() if one.is_local()}
        names = {one.get_name() for one in table.get_symbols() if one.is_referenced()}
        found |= names - known - {"__class__"}  # which ``super`` stands for
        tables += [(inner, known) for inner in table.get_children()]
    return found


def test_samples_with_names_in_scope_read_no_other(model, in_scope, grammar):
    found = sample(model, 150, grammar=in_scope, length=60, seed=1)
    assert all(compiles(one.source) for one in found)
    plain = [one for one in found if not re.search("[fF][rR]?['\"]", one.source)]
    assert len(plain) > 60
    assert [unbound(one.source) for one in plain] == [set()] * len(plain)
    free = sample(model, 40, grammar=grammar, length=60, seed=1)
    assert sum(bool(unbound(one.source)) for one in free) > 20


@pytest.mark.parametrize("word", ["0", "12", "1.", ".5", "1e9", "0x", "1_0", "0b1", "'a'", "while"])
def test_words_are_whole_when_python_says_so(word):
    try:
        whole = isinstance(ast.parse(word, mode="eval").body, ast.Constant)
    except SyntaxError:
        whole = False
    assert may_end(word) is whole


def test_words_that_are_begun_can_be_ended():
    for text in ("0_1", "0_1_", "'a", '"""a"', "f'{x", "'\\x", "rb'", "0x", "1e", "if", "'a\\"):
        assert may_end(text + ending(text)), text
    assert may_be_number("1e")
    assert not is_number("1e")
    assert not may_be_number("1e.")


def test_an_undecided_grammar_is_refused():
    with pytest.raises(ValueError, match="undecided"):
        Pushdown("start: a | b\na: 'x'\nb: 'x' 'y'")
    with pytest.raises(ValueError, match="may be empty"):
        Pushdown("start: 'x' a\na: ['y']")


def test_a_grammar_is_followed():
    parser = Pushdown("start: item (',' item)*\nitem: NAME ['=' NUMBER]")
    stack = parser.start()
    for terminal in ("NAME", "=", "NUMBER", ",", "NAME"):
        assert terminal in parser.accepts(stack)
        stack, _ = parser.shift(stack, terminal)
    assert parser.accepts(stack) == {"=", ",", ""}
    assert parser.remaining(parser.start()) == (1, 1)


def test_a_number_that_is_cut_is_completed_a_digit_at_a_time(grammar, vocabulary):
    follower = grammar.start()
    for character in "0_1":
        ids = vocabulary.spell("number", character)
        part = vocabulary.part_ids[vocabulary.parts.index(character)]
        follower = follower.take(part if follower.word else ids[0])
    written = vocabulary.decode([*vocabulary.spell("number", "0_1"), *follower.completion()])
    assert compiles(written), written
