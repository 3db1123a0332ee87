r"""Texts on the edge of what Python and its users write: words, programs, tests, descriptions.

Lists are written one a line, in a raw text whose escapes (``\n``, ``\u2028``) are then read.
"""


def listed(lines: str) -> tuple[str, ...]:
    """Return the texts of a list, the empty one first."""
    return ("", *(line.encode("latin-1").decode("unicode_escape") for line in lines.split("\n")))


WORDS = (
    *listed(
        r" \t \n \r \r\n \x0b \x0c \x1c \x85 \u2028 \u2029 \0 \x1a \xa0 \xe9 \u200b".replace(
            " ", "\n"
        )
    ),
    *listed(r"\ufeff \ud800 \udfff \ufb01 \u0661 \u5b57 \U0001d431 \U0001f331".replace(" ", "\n")),
    *"()[]{}:;\\#'\"$?`@~ ",
    *("'''", '"""', "<b>", "->", ":=", "==", "!=", "**", "//=", "...", "not ", "lambda: 0", "\\\n"),
    *("f'{x!r:>{y}}'", "f'{{}}'", "rb'\\'", "'\\N{BULLET}'", "'\\ud800'", "0x_f", "1e999", "1j"),
    *("yield", "await x", "*x", "**x", "x[1:2, ...]", "(yield)", "(x := 1)", "return", "break"),
    *("global x", "nonlocal x", "import this", "None", "True", "__debug__", "async ", "match x:"),
    *("9" * 5000, "(" * 60, "-" * 300 + "1", "not " * 120 + "x", ".real" * 300),
)

PROGRAMS = (
    *listed(r"""\n\n
# only a comment
pass
...
'Only a docstring.'
x = 1\\
\\\n
def f(x): return x
def f(x):\n\treturn x\n
def f(x):\r    return x\r
def f(:
Not a program at all, but a sentence.
print 'old'
<html></html>
{'json': null}
def f(x):\n  if x:\n\treturn 1\n        return 2\n
   x = 1\n
return 1
break
def f(n):\n    print(n)\n    global n\n
async def f():\n    yield 1\n    return 2\n
class f:\n    def __init__(self, x): self.x = x\n
f = lambda x, /, *y, z=1, **k: x\n
@f\n@f(1)\nasync def f(*, x: 'int' = 1) -> None: await f()\n
from f import *\n
match x:\n    case [1, *r] | {'a': _, **k} if k: pass\n    case f(a=1): pass\n
del f\n
f = f\n
try:\n    f()\nexcept* ValueError as e: raise\nelse: pass\nfinally: f = 1\n
# -*- coding: latin-1 -*-\nf = '\xe9'\n
\ufeffdef f(x): return x\n
f = '\x0c\u2028'\n
def f(x):\n\x0c    return x\n
x = '''a\n  b\n''' + f'''{\nx}'''\n
type f[T] = list[T]\n
def f(x):\n    while True: pass\n
def f(x): return f(x)\n
raise SystemExit\n
import os; os._exit(3)\n
def f(*x): return x * 10**8\n
def f(x): yield x\n
def f(x): return '\ud800'
def f(x): return (x, 10**5000)\n
def f(\ufb01): return fi\n"""),
    *(f"def f(x): return 0x{'f' * 5000} + 1\n", f"x = x == 0x{'f' * 5000}\n"),
    *(f"x = {'9' * 5000}\n", f"def f(x): return {'[' * 90}x{']' * 90}\n", f"x = {'(' * 300}1\n"),
    *(f"x = {'-' * 3000}1\n", f"x = x{'.y' * 900}\n", f"x = {'lambda: ' * 500}1\n"),
    *("x = " + "1 + " * 900 + "1\n", "if x: pass\n" + "elif x: pass\n" * 400),
    *(f"def f(x): return {'not ' * 900}x\n", f"def f(x): return {'x and ' * 3000}x\n"),
    *(f"def f(x): return x{'[0]' * 900}\n", f"def f(x): return {'1 if x else ' * 900}0\n"),
    *("def f(x):\n" + "    x = x + 1\n" * 1000, "def f(x):\n" + "    if x: return 1\n" * 1000),
    "def f(x):\n" + "".join(f"    x{n} = x{n - 1}\n" for n in range(1, 400)) + "    return x\n",
    "".join(f"{'  ' * depth}if x:\n" for depth in range(99)) + "  " * 99 + "pass\n",
)

LINES = (
    *listed(r"""f
f()
f(
f(1)
f(1) ==
== 1
f(1) == f(2)
f(1) == 2 == 3
1 == 1
f(1) != 2
f(1) < 3
not f(1)
f(1) is None
2 in f(1)
f(1) in (1, 2)
x == 1
f(*[1, 2]) == 3
f(**{'a': 1}) == 1
f(a=1) == 1
f(a=1, *b) == 1
f(x=[]) == {}
f(f(1)) == 1
f(1)(2) == 3
f(1)[0] == 1
f(1).real == 1
-f(1) == 1
f(-1) == +1
C().m(1) == 2
C(1).m == 2
C().m().n(1) == 2
a.b.f(1) == 2
len(f([1])) == 1
await f(1) == 2
asyncio.run(f(1)) == 2
asyncio.run(C().m()) == 1
asyncio.run() == 1
list(f(3)) == [0]
list() == f(1)
set(f([])) == set()
abs(f(1) - 2) < 1e-6
math.isclose(f(1), 2)
isclose() == 1
round(f(1), 2) == 1
sorted(f({1: 2}).items()) == [(1, 2)]
all(f(x) for x in (1, 2))
[f(x) for x in []] == 0
(lambda g: g(1))(f) == 1
(x := f(1)) == 1
f(1) == 2; f(2) == 3
assert f(1) == 2, 'no'
assert
assert (f(1), 2)
assert not f('')
import f
f(1) = 2
for x in f(1): pass
f(b'\\xff') == '\\ud800'
f(1) == '\ud800'
f(float('nan')) == float('inf')
f({[]}) == 1
f([]) == {[]: 1}
f({1, 2}) == {}
f(1 if x else 2) == 1
f('a' 'b') == f'{1}'
f(1)\n== 2
(f(1)\n== 2)
f(1) == 2 # no
date(2024, 1, 1) == f('2024-01-01')
with raises(ValueError): f(1)
f(...) == ...
f(1j) == 1
f(0) == -1 + 2j
f(1) == 'a\u2028b\x0c'
raise StopIteration
exit()
while True: pass
sum(f(10**18)) == 1
f(10**10**10) == 1"""),
    *(f"f({'[' * 150}{']' * 150}) == 1", f"f({'9' * 5000}) == 1", f"f(1) == '{'a' * 200}'"),
    *(f"f({'-' * 2000}1) == 1", f"f({'[' * 80}{']' * 80}) == 1", "f(1)" + ".x" * 2000 + " == 1"),
)

DESCRIPTIONS = (
    *listed(r""" \n
?
f
Do it.
return
def
def f(
def f(x):
class C:\n    def f(self):
Write a function f(x) that returns x.
Return the sum of the numbers in a list, squared.
Given a list and k, return the k-th largest without sorting. For example, f([3, 1], 1) == 3.
>>> f(1)\n2\n>>> f(\n
>>> f([1, 2])\n[2, 1]\n>>> f('')\n''\n
f(1) -> 2, f(2) -> 3, f() ->
Input: [1, 2]\nOutput: 3\nInput: []\nOutput:
'abc' becomes 'cba', and [] gives [].
1, 2, 3
The input is 3 and the output is 9; the input is -1
Count the vowels of `s` in O(n) time.
async def f(x: int = 1, *a: str, k: list[int] | None = None, **o) -> dict:\n  '''Do.'''
def f(x: 'A[B') -> :\n    pass
def f(x=lambda: 1, y=[], z={}): ...
Gib die Summe der \xdcbersch\xfcsse zur\xfcck.
\u8fd4\u56de
Read the file data.csv and return its lines.
<script>alert(1)</script>
{x} %s {0} \\
f({[]}) == 1 and f([]) returns {[]: 1}
f(\ud800) == '\ud800'"""),
    *("a. " * 300, "Sort " * 200, "((((" * 200, "[" * 300, "1" * 5000, "x" * 3000),
    *("\n\n".join(["For example:"] * 60), "f(1) == 2\n" * 300, "-" * 3000 + "1", "'" * 999),
)

HEADERS = listed(r""" \x20
f
f()
f(x)
f(x, k=2)
def f(xs: list[int], k: int = 2) -> int
def f(x):
async def f(x)
class C:\n    def m(self, x)
class C:\n    async def m(self, *, x=1)
def f(self, x)
def f(*xs, key=None, **options)
def f(x, /, y, *, z)
def f(x=[], y=lambda: 1, z=print)
def f(x: 'int', y: A.B[C]) -> D
class
longest words
f(
f)
1f(x)
def def(x)
lambda x: x
def f(x, x)
def f((x))
None
def f(x: dict[str, list[tuple[int, ...]]] = None) -> Optional[Callable[[int], str]]
f(x)\ndef g(y)
def f(x={[]}, y=-'a')
def f(\ufb01, fi)
def f(x='\ud800')""")
