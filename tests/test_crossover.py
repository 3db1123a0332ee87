import ast
from itertools import permutations
from random import Random

import pytest

from codegarden.mutation.correspondence import correspondence, renamed
from codegarden.mutation.crossover import crossover
from codegarden.program import Program
from codegarden.syntax.code import Code

LOOP = """\
def remove_extras(lst):
    out = []  # what is new
    for item in lst:
        if item not in out:
            out.append(item)
    return out
"""
WHILE = """\
from collections import deque

def remove_extras(values):
    queue = deque(values)
    result = []
    while queue:
        element = queue.popleft()
        if element not in result:
            result.append(element)
    return result
"""
SHORT = "def remove_extras(a): return list(dict.fromkeys(a))\n"
PROGRAMS = [Program(source, "remove_extras", "p") for source in (LOOP, WHILE, SHORT)]


def test_variables_are_paired_by_vote():
    pairs = correspondence(Code(LOOP), Code(WHILE), "remove_extras")
    assert pairs == {"values": "lst", "result": "out", "element": "item"}


def test_renaming_keeps_attributes_keywords_and_strings():
    code = Code("def f(a, b):\n    return a.a(b, a=a, c='a')\n")
    text = renamed(code, None, {"a": "é", "b": "a"})
    assert text == "def f(é, a):\n    return é.a(a, a=é, c='a')\n"


@pytest.mark.parametrize(("first", "second"), list(permutations(PROGRAMS, 2)))
def test_children_are_new_programs_with_the_first_parents_signature(first, second):
    random, sources = Random(0), set()
    for _ in range(30):
        child = crossover(first, second, random)
        if child is None:
            continue
        sources.add(child.source)
        compile(child.source, "child", "exec")
        tree = ast.parse(child.source)
        functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
        own = ast.parse(first.source).body[-1]
        assert ast.dump(functions["remove_extras"].args) == ast.dump(own.args)
        assert child.origin == child.operator == "crossover"
        assert child.parents == (first.sha256, second.sha256)
        assert child.is_correct is None
        assert child.label
    assert sources
    assert not sources & {first.source, second.source}


def test_the_same_seed_gives_the_same_child():
    children = [crossover(*PROGRAMS[:2], Random(7)) for _ in range(2)]
    assert children[0] == children[1]


def test_what_a_part_needs_comes_along():
    random = Random(3)
    children = [crossover(PROGRAMS[0], PROGRAMS[1], random) for _ in range(60)]
    using = [c.source for c in children if c and "deque(" in c.source]
    assert using
    assert all("from collections import deque" in source for source in using)


def test_parents_that_do_not_parse_have_no_child():
    broken = Program("def f(:\n", "f")
    assert crossover(broken, PROGRAMS[0], Random(0)) is None
    assert crossover(PROGRAMS[0], broken, Random(0)) is None


def test_twins_have_no_child():
    one = Program("def f(x): return x\n", "f")
    assert crossover(one, one, Random(0)) is None
