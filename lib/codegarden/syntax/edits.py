"""Edits of a source text, and the difference between two texts as people read it.

Positions are offsets in characters. Knows nothing of Python.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from codegarden.syntax.source import split_lines


class EditError(ValueError):
    """Edits that cannot be applied together."""


class Edit(NamedTuple):
    """The characters ``start`` to ``end`` (exclusive) become ``replacement``."""

    start: int
    end: int
    replacement: str

    def overlaps(self, other: "Edit") -> bool:
        """Whether both edits claim a character, or insert at the same place."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with all edits made.

    Their order matters only between insertions at one place, which keep it.

    Raises ``EditError`` for edits that overlap or lie outside of the text.

    >>> apply("a <= b", [Edit(2, 4, "<"), Edit(5, 6, "c")])
    'a < c'
    """
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start < position or not edit.start <= edit.end <= len(text):
            raise EditError(f"the edit {tuple(edit)} overlaps another or lies outside of the text")
        pieces += [text[position : edit.start], edit.replacement]
        position = edit.end
    return "".join([*pieces, text[position:]])


def difference(before: str, after: str) -> Edit:
    """Return the one smallest edit that turns ``before`` into ``after``.

    >>> difference("return x", "return x + 1")
    Edit(start=8, end=8, replacement=' + 1')
    """
    head = shared(before, after)
    tail = shared(before[head:][::-1], after[head:][::-1])
    return Edit(head, len(before) - tail, after[head : len(after) - tail])


def shared(first: Sequence, second: Sequence) -> int:
    """Return how many items two sequences begin with alike.

    >>> shared("abcd", "abd")
    2
    """
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def unified_diff(before: str, after: str, context: int = 2) -> str:
    r"""Return the difference by lines in unified format, without a file header; "" when equal.

    >>> print(unified_diff("a\nb\nc\n", "a\nB\nc\n", context=0), end="")
    @@ -2 +2 @@
    -b
    +B
    """
    old, new = split_lines(before, keepends=True), split_lines(after, keepends=True)
    # the common ends are cut off first: it is faster, and keeps the matcher from seeking there
    head = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    if head is None:
        head = min(len(old), len(new))
    head = max(0, head - context)
    matcher = SequenceMatcher(None, old[head:], new[head:], autojunk=False)
    lines: list[str] = []
    for group in matcher.get_grouped_opcodes(context):
        (_, first, _, start, _), (_, _, last, _, end) = group[0], group[-1]
        lines.append(
            f"@@ -{_range(first + head, last + head)} +{_range(start + head, end + head)} @@\n"
        )
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                lines += (" " + line for line in old[head + i1 : head + i2])
            else:
                lines += ("-" + line for line in old[head + i1 : head + i2])
                lines += ("+" + line for line in new[head + j1 : head + j2])
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def _range(start: int, stop: int) -> str:
    """Return a range of lines, counted from 1, the way the unified format writes it."""
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + (length > 0)},{length}"
