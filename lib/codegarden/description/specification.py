"""What a description says: parameters, types, steps, constants, examples, and why.

A ``Specification`` is written as plain words by ``to_text`` and read back by ``from_text``; both
give the same specification. This file does not read descriptions: see ``description.reading``.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from codegarden.description.drawing import draw
from codegarden.description.elements import Example, Parameter, Span, Step
from codegarden.description.types import ANY, Type, parse

if TYPE_CHECKING:
    import pandas as pd

KINDS = (
    *("function", "predicate", "transformation", "aggregation", "search", "construction"),
    *("calculation", "file read", "file write", "unclear"),
)


class SpecificationTextError(ValueError):
    """A text that ``from_text`` cannot read; the message names the line."""


@dataclass(frozen=True)
class Specification:
    """What was understood of a description, and ``missing``: what was not.

    ``reader`` names the language model that read it. ``header`` is the function's header as it was
    given, with defaults, "" where none was; a method's stands in its class. ``constants`` are
    numbers and quoted strings of the text, ``filters`` and ``order`` the words that select and that
    sort.
    """

    text: str
    kind: str = "function"
    entry_point: str = "solution"
    parameters: tuple[Parameter, ...] = ()
    returns: Type = ANY
    steps: tuple[Step, ...] = ()
    constants: tuple[Any, ...] = ()
    filters: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    missing: tuple[str, ...] = ()
    reader: str = ""
    header: str = ""
    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)

    @property
    def signature(self) -> str:
        """The function's first line, annotated: ``def count(xs: list[int]) -> int``."""
        inside = ", ".join(f"{p.name}: {p.type}" for p in self.parameters)
        return f"def {self.entry_point}({inside}) -> {self.returns}"

    @property
    def operations(self) -> tuple[str, ...]:
        """The names of the operations, each once, in the order of the text."""
        return tuple(dict.fromkeys(step.operation for step in self.steps))

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield the specification's items: what it is, its name, its value, the text it is from."""

        def said(span: Span | None) -> str:
            return self.text[span.start : span.end] if span else ""

        yield "program type", self.kind, "", self._first("kind")
        yield "entry point", self.entry_point, self.signature, self._first("entry point")
        for p in self.parameters:
            yield "parameter", p.name, str(p.type), said(p.span)
        yield "returns", str(self.returns), "", self._first("returns")
        for number, step in enumerate(self.steps, 1):
            yield f"step {number}", step.operation, _describe(step), said(step.span)
        for label, values in (("constant", self.constants), ("filter", self.filters)):
            for value in values:
                yield label, str(value) if label == "filter" else repr(value), "", ""
        for word in self.order:
            yield "order", word, "", word
        for each in self.examples:
            call = f"{self.entry_point}({', '.join(map(repr, each.args))})"
            yield "example", call, repr(each.expected), said(each.span)
        for each in self.missing:
            yield "missing", each, "", ""

    def _first(self, label: str) -> str:
        """Return the text of the first span with a label."""
        return next((self.text[s.start : s.end] for s in self.spans if s.label == label), "")

    def table(self) -> "pd.DataFrame":
        """Return one row an item, with the text that it comes from."""
        import pandas as pd  # here, so that a search worker starts without it

        return pd.DataFrame(list(self.rows()), columns=["item", "name", "value", "said as"])

    def explain(self) -> str:
        """Return HTML: the description with its spans marked, and the arrows of its grammar."""
        return draw(self.text, self.spans, self.reader)

    def _repr_html_(self) -> str:
        return self.table().to_html(index=False, border=0)

    def to_text(self) -> str:
        """Return the specification in plain words, a line an item."""
        lines = [
            f"Write {article(self.kind)} {self.kind} program, the function {self.entry_point}.",
            f"Request: {self.text!r}",
        ]
        lines += [f"Header: {self.header!r}"] if self.header else []
        lines += [f"Takes {p.name}: {p.type}." for p in self.parameters]
        lines.append(f"Returns {self.returns}.")
        lines += [f"Step {n}: {_describe(s)}." for n, s in enumerate(self.steps, 1)]
        lines += [f"Constant {value!r}." for value in self.constants]
        lines += [f"Only what is {word!r}." for word in self.filters]
        lines += [f"In the order {word!r}." for word in self.order]
        lines += [f"Example: {each.args!r} gives {each.expected!r}." for each in self.examples]
        lines += [f"Not said: {each!r}." for each in self.missing]
        lines.append(f"Read by {self.reader!r}.")
        return "\n".join(lines)


def article(noun: str) -> str:
    """Return the indefinite article of a noun."""
    return "an" if noun[:1] in "aeiou" else "a"


def _describe(step: Step) -> str:
    """Return a step in words: ``sum of 'numbers' where 'even' after 1``."""
    text = step.operation
    if step.arguments:
        text += " of " + ", ".join(map(repr, step.arguments))
    if step.condition:
        text += f" where {step.condition!r}"
    if step.after:
        text += " after " + ", ".join(map(str, step.after))
    return text


def from_text(text: str) -> Specification:
    """Return the specification that ``to_text`` wrote.

    Raises ``SpecificationTextError`` that names the line which is not of that form.
    """
    fields: dict[str, list] = {
        name: [] for name in ("parameters", "steps", "constants", "filters", "order", "examples")
    }
    fields["missing"] = []
    spec = Specification("")
    for number, line in enumerate(text.strip().splitlines(), 1):
        try:
            if m := re.fullmatch(r"Write an? ([\w ]+) program, the function (\w+)\.", line):
                spec = replace(spec, kind=m[1], entry_point=m[2])
            elif m := re.fullmatch(r"Request: (.*)", line):
                spec = replace(spec, text=ast.literal_eval(m[1]))
            elif m := re.fullmatch(r"Takes (\w+): (.*)\.", line):
                fields["parameters"].append(Parameter(m[1], parse(m[2])))
            elif m := re.fullmatch(r"Returns (.*)\.", line):
                spec = replace(spec, returns=parse(m[1]))
            elif m := re.fullmatch(r"Step \d+: (.*)\.", line):
                fields["steps"].append(_read_step(m[1]))
            elif m := re.fullmatch(r"Example: (\(.*\)) gives (.*)\.", line):
                fields["examples"].append(_read_example(line[len("Example: ") : -1]))
            elif m := re.fullmatch(r"Read by (.*)\.", line):
                spec = replace(spec, reader=ast.literal_eval(m[1]))
            elif m := re.fullmatch(r"Header: (.*)", line):
                spec = replace(spec, header=ast.literal_eval(m[1]))
            elif m := re.fullmatch(r"(Constant|Only what is|In the order|Not said:) (.*)\.", line):
                name = dict(
                    zip(
                        ("C", "O", "I", "N"),
                        ("constants", "filters", "order", "missing"),
                        strict=True,
                    )
                )
                fields[name[m[1][0]]].append(ast.literal_eval(m[2]))
            else:
                raise ValueError("not a line of a specification")
        except (ValueError, SyntaxError) as error:
            raise SpecificationTextError(f"line {number}, {line[:60]!r}: {error}") from error
    return replace(spec, **{name: tuple(values) for name, values in fields.items()})


def _read_step(text: str) -> Step:
    """Read a step that ``_describe`` wrote."""
    quoted = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
    m = re.fullmatch(
        rf"(\w+)(?: of ((?:{quoted})(?:, (?:{quoted}))*))?"
        rf"(?: where ({quoted}))?(?: after ([\d, ]+))?",
        text,
    )
    if m is None:
        raise ValueError("not a step")
    arguments = tuple(ast.literal_eval(each) for each in re.findall(quoted, m[2] or ""))
    condition = ast.literal_eval(m[3]) if m[3] else ""
    after = tuple(int(each) for each in (m[4] or "").split(",") if each.strip())
    return Step(m[1], arguments, condition, after)


def _read_example(text: str) -> Example:
    """Read ``(args) gives result``, where either may hold the word."""
    for m in re.finditer(r" gives ", text):
        try:
            return Example(ast.literal_eval(text[: m.start()]), ast.literal_eval(text[m.end() :]))
        except (ValueError, SyntaxError):
            continue
    raise ValueError("not an example")
