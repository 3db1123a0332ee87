import ast
import io
import json
import subprocess
import sys
import sysconfig
import tokenize
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegarden.language_model.scores import by_lexeme, figures, preference
from codegarden.language_model.tokens import (
    END,
    PAD,
    START,
    Kind,
    Lexeme,
    TokensError,
    Vocabulary,
    VocabularyError,
    encode_all,
    read,
    write,
)
from codegarden.language_model.tokens.names import canonical, local_names, rename

EXAMPLES = sorted((Path(__file__).parents[1] / "data" / "examples" / "correct").glob("*.py"))
STDLIB = Path(sysconfig.get_paths()["stdlib"])
# a few hundred thousand lexemes of all kinds of style, the unusual ones by name
SAMPLE = [
    *sorted(STDLIB.glob("*.py"))[::9],
    STDLIB / "test" / "test_grammar.py",
    STDLIB / "test" / "test_fstring.py",
    STDLIB / "test" / "test_unicode_identifiers.py",
    STDLIB / "test" / "test_patma.py",
]
HARD = [
    "",
    "x = 1",
    "x=-1 .real\n",
    "from ... import x\nfrom .... import y\nfrom . a import b\n",
    "if x:\n\tif y:\n\t\tz = 1\n",
    "def f(a, /, b: int = 1, *c, d=2, **e) -> None: ...\n",
    "@a.b\nclass C(D, metaclass=E): pass\n",
    "s = 'a' \"b\" r'\\x' f'{x!r:>{w}}' '''\n   text\n''', rb'\\x00'\n",
    "x = [i async for i in y if not i]\n",
    "é = 'ü' + \"\U0001f40d\"\n",
    "if (n := len(a)) > 1: x = a[1:n, ..., ::2]\n",
    "x = y if z else lambda *a, k=1: (yield)\n",
    "a = b\\\n  + c\n",
    "x = 1\r\ny = '''a\r\nb'''\r\n",
    "async def f():\n    async with a as b, c: await d\n",
    "print(- x, ~ y, not z, * a, ** b)\n",
    "match x:\n    case [1, *_] if y: pass\n",
    "x = 0xFF + 1_000.5e-3j\n",
    "import os\n\x0c\ndef f(a):\n    return f'x{a}y'\n",
    's = \'a\u2028b\x85\x1c\'  # \x0b\u2029\ny = f"""{s}\n\x1dc"""\n',
    "é = f'ü{x}🐍'; y = f'{f'{é}'!r:>{w}}'\n" if sys.version_info >= (3, 12) else "",
    'x = f"""é{\n1\n}""" f\'🐍{y}\'; z = f\'{{}}{z=}\'\r\rw = 1',
    "as\u2118b = \u212ex\n",
]


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary.learn([path.read_text() for path in EXAMPLES[:60]], size=900)


def tree(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.dump(ast.parse(source))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_decode_inverts_encode_on_the_standard_library(path, vocabulary):
    if not path.is_file():
        pytest.skip(f"this Python comes without {path.name}")
    with tokenize.open(path) as file:
        source = file.read()
    assert tree(vocabulary.decode(vocabulary.encode(source))) == tree(source)


@pytest.mark.parametrize("source", HARD)
def test_decode_inverts_encode_on_hard_cases(source, vocabulary):
    assert tree(vocabulary.decode(vocabulary.encode(source))) == tree(source)


def test_decode_inverts_encode_on_the_examples(vocabulary):
    for path in EXAMPLES:
        source = path.read_text()
        assert tree(vocabulary.decode(vocabulary.encode(source))) == tree(source), path.name


def test_encode_is_stable_under_decode(vocabulary):
    ids = vocabulary.encode(EXAMPLES[0].read_text())
    assert (vocabulary.encode(vocabulary.decode(ids)) == ids).all()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20))
def test_every_string_literal_can_be_encoded(text):
    vocabulary = Vocabulary.learn([], size=480)
    source = f"x = {text!r}\n"
    assert tree(vocabulary.decode(vocabulary.encode(source))) == tree(source)


@given(st.lists(st.integers(0, 479), max_size=30))
def test_any_ids_are_written(ids):
    vocabulary = Vocabulary.learn([], size=480)
    assert isinstance(vocabulary.decode([one % len(vocabulary) for one in ids]), str)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("x = $", 1, 5),
        ("x = 1\ny = (2\n", 2, 5),
        ("x = [(1,\n  2]\n\n", 1, 5),
        ("x = 1 # \u2028\ny = \xa01\n", 2, 5),
        ("x = 1\ny = '\ud800'\n", 2, 6),
        ("x = '\0'\n", 1, 6),
        ("if x:\n        y\n    z\n", 3, 5),
        ("ok = 1\ns = 'abc\n", 2, 5),
        ("if x:\n    y\n\\\n    z\n", 3, 1),
    ],
)
def test_an_error_names_line_and_column(source, line, column, vocabulary):
    with pytest.raises(TokensError, match=f"line {line}, column ") as caught:
        vocabulary.encode(source)
    assert caught.value.line == line
    if sys.version_info < (3, 12):
        assert caught.value.column == column


def test_a_lone_surrogate_is_named_and_counted_among_many(vocabulary):
    with pytest.raises(TokensError, match=r"line 1, column 4: '\\ud800' is a lone surrogate"):
        vocabulary.encode("s='\ud800'\n")
    encoded = encode_all(["x = 1\n", "s = '\udfff'\n"], vocabulary)
    assert len(encoded.ids) == 1
    assert "lone surrogate" in encoded.rejected[1]


def test_comments_are_dropped_and_marks_kept():
    assert read("if x:  # why\n\n    y\n") == [
        Lexeme(Kind.RESERVED, "if"),
        Lexeme(Kind.NAME, "x"),
        Lexeme(Kind.RESERVED, ":"),
        Lexeme(Kind.MARK, "<newline>"),
        Lexeme(Kind.MARK, "<indent>"),
        Lexeme(Kind.NAME, "y"),
        Lexeme(Kind.MARK, "<newline>"),
        Lexeme(Kind.MARK, "<dedent>"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""m"""\nx = 1\n', "x = 1\n"),
        ('def f():\n    """d"""\n    return "kept"\n', 'def f():\n    return "kept"\n'),
        ('def f():\n    "a" "b"\n', "def f():\n    pass\n"),
        ('class A:\n    "d"\n    async def f(self):\n        "d"\n', None),
        ('if x:\n    "not a docstring"\n', 'if x:\n    "not a docstring"\n'),
        ('def f():\n    "a".join(b)\n', 'def f():\n    "a".join(b)\n'),
        ('def f():\n    x = 1\n    "late"\n', 'def f():\n    x = 1\n    "late"\n'),
    ],
)
def test_docstrings_can_be_left_out(source, expected):
    expected = expected or "class A:\n    async def f(self):\n        pass\n"
    assert write(read(source, docstrings=False)) == expected


@pytest.mark.parametrize(
    "source",
    [
        "def f(a, *b, c=-1, **d): return a[1:-c], {'k': b}\n",
        "x = f(y)[0].z(not w, lambda: 1) ** -2\n",
        "for i, j in zip(a, b): print(i, j, sep='')\n",
        "@cache\ndef f(): pass\n",
        "from .a import b\nimport c.d as e\n",
        "x: int = a @ b\n",
    ],
)
def test_programs_are_written_as_people_do(source):
    assert write(read(source)) == source


def test_texts_are_sorted_and_unique(vocabulary):
    assert list(vocabulary.words) == sorted(set(vocabulary.words))
    assert list(vocabulary.parts) == sorted(set(vocabulary.parts))
    assert len(vocabulary.texts) == len(vocabulary) <= 900
    for text in (PAD, START, END, "while", "**="):
        assert vocabulary.texts[vocabulary[text]] == text


def test_learning_does_not_depend_on_the_hash_seed():
    code = (
        "from codegarden.language_model.tokens import Vocabulary; import sys;"
        "print(Vocabulary.learn([open(p).read() for p in sys.argv[1:]], 800).sha256)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code, *map(str, EXAMPLES[:40])],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_save_and_load(vocabulary, tmp_path):
    path = tmp_path / "vocabulary.json"
    vocabulary.save(path)
    loaded = Vocabulary.load(path)
    source = "naïve_count = 'un mot'\n"
    assert loaded == vocabulary
    assert loaded.sha256 == vocabulary.sha256
    assert (loaded.encode(source) == vocabulary.encode(source)).all()


def test_an_edited_or_cut_vocabulary_is_refused(vocabulary, tmp_path):
    path = tmp_path / "vocabulary.json"
    vocabulary.save(path)
    text = path.read_text()
    content = json.loads(text)
    content["words"].append("zzz")
    for damaged in (json.dumps(content), text[:100], "[]"):
        path.write_text(damaged)
        with pytest.raises(VocabularyError, match=r"vocabulary\.json"):
            Vocabulary.load(path)
    path.unlink()
    with pytest.raises(VocabularyError, match="train the model again"):
        Vocabulary.load(path)


def test_too_small_a_vocabulary_is_refused():
    with pytest.raises(VocabularyError, match="entries or more"):
        Vocabulary.learn(["x = 1"], size=100)


def test_encode_all_names_what_it_rejects_and_caches(vocabulary, tmp_path):
    sources = ["x = 1\n", "x = $\n", "y = 'ü'\n"]
    fresh = encode_all(sources, vocabulary, tmp_path)
    (file,) = tmp_path.iterdir()
    again = encode_all(sources, vocabulary, tmp_path)
    assert fresh.rejected == again.rejected == {1: "line 1, column 5: '$' is not a Python token"}
    assert [one.tolist() for one in fresh.ids] == [one.tolist() for one in again.ids]
    assert [vocabulary.decode(one) for one in again.ids] == ["x = 1\n", "y = 'ü'\n"]
    file.write_bytes(file.read_bytes()[:50])
    assert encode_all(sources, vocabulary, tmp_path).tokens == fresh.tokens
    assert encode_all([], vocabulary, tmp_path).ids == []


def test_figures_count_lexemes(vocabulary):
    ids = vocabulary.encode("x = some_unheard_of_name\n")
    assert vocabulary.begins_lexeme(ids).sum() == len(read("x = some_unheard_of_name\n"))
    found = figures([np.full(len(ids) + 1, -1.0)], [ids], vocabulary)
    assert found["perplexity"] == pytest.approx(np.e)
    assert found["lexeme_perplexity"] == pytest.approx(np.exp((len(ids) + 1) / 5))


def test_read_sees_what_tokenize_sees():
    source = EXAMPLES[0].read_text()
    dropped = (tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER)
    found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    if sys.version_info < (3, 12):
        assert len(read(source)) == sum(one.type not in dropped for one in found)


# ---- canonical names


@pytest.mark.parametrize("path", [*EXAMPLES[::3], *SAMPLE[::4]], ids=lambda path: path.name)
def test_canonical_names_are_reversible(path):
    lexemes = read(path.read_text(encoding="utf-8", errors="replace"))
    renamed, names = canonical(lexemes)
    assert rename(renamed, names) == lexemes
    assert [one.kind for one in renamed] == [one.kind for one in lexemes]
    assert set(names.values()) == local_names(lexemes)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(a, *b, c=1, **d): return a.c + g(c=c)\n", None),
        ("def f(x):\n    for i, (j, k) in x: print(i, j, k)\n", None),
        ("def f(x):\n    y, self.z = x\n    y[q] += y\n", None),
        ("def f(x):\n    global y\n    y = x\n", None),
        ("top = 1\n", "top = 1\n"),
        ("async\n", "async\n"),
        ("def f(v1):\n    return v0(v1)\n", "def f(v1):\n    return v0(v1)\n"),
        ("def f(x):\n    n: dict[str, int] = {}\n", None),
    ],
)
def test_local_names_are_those_that_are_bound(source, expected):
    wanted = {
        "def f(a,": "def f(v0, *v1, v2=1, **v3): return v0.c + g(c=v2)\n",
        "def f(x):\n    for": "def f(v0):\n    for v1, (v2, v3) in v0: print(v1, v2, v3)\n",
        "def f(x):\n    y,": "def f(v0):\n    v1, self.z = v0\n    v1[q] += v1\n",
        "def f(x):\n    global": "def f(v0):\n    global y\n    y = v0\n",
        "def f(x):\n    n": "def f(v0):\n    v1: dict[str, int] = {}\n",
    }
    expected = expected or next(text for head, text in wanted.items() if source.startswith(head))
    assert write(canonical(read(source))[0]) == expected


def test_a_vocabulary_with_canonical_names(tmp_path):
    sources = [path.read_text() for path in EXAMPLES[:40]]
    spelled, canon = (Vocabulary.learn(sources, 700, canonical_names=one) for one in (False, True))
    assert spelled != canon
    source = EXAMPLES[50].read_text()
    ids = canon.encode(source)
    assert len(ids) < len(spelled.encode(source))
    assert tree(canon.decode(ids, canon.names_of(source))) == tree(source)
    assert spelled.names_of(source) == {}
    canon.save(tmp_path / "vocabulary.json")
    assert Vocabulary.load(tmp_path / "vocabulary.json") == canon


def test_scores_by_lexeme_add_up(vocabulary):
    source = "def compute(number):\n    return some_unheard_of_name(number)\n"
    ids = vocabulary.encode(source)
    log_probs = -np.arange(1.0, len(ids) + 2)
    found = by_lexeme(log_probs, ids, vocabulary)
    lexemes = read(source)
    assert len(found) == len(lexemes)
    assert found.sum() == pytest.approx(log_probs[:-1].sum())
    assert found[0] == -1.0


def test_a_preference_has_an_interval():
    found = preference(np.array([3.0, 2.0, 1.0, 1.0]), np.array([1.0, 1.0, 1.0, 4.0]))
    assert found[:2] == (4, 0.625)
    assert 0 < found.low < 0.625 < found.high < 1
    # Wilson's interval of 10 of 10, from the tables
    sure = preference(np.ones(10), np.zeros(10))
    assert (round(sure.low, 3), round(sure.high, 3)) == (0.722, 1.0)
    assert preference(np.zeros(0), np.zeros(0)).pairs == 0
