"""Files, rows and fields, with one-line errors that say where something is wrong and what to do.

What the importers share. Nothing here knows a format.
"""

import ast
import gzip
import json
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from codegarden.syntax import source

BETWEEN_ITEMS = re.compile(r"[\s,]*")
KINDS = {str: "text", int: "an integer", list: "a list", float: "a number"}


class ImporterError(ValueError):
    """A source that cannot be imported; the message names file, line, field and the remedy.

    >>> print(ImporterError("write it as an integer", "problems.jsonl", 3, "task_id"))
    problems.jsonl, line 3, field task_id: write it as an integer
    """

    def __init__(self, message: str, file: object = "", line: int | None = None, field: str = ""):
        place = [str(file)] if str(file) else []
        place += [f"line {line}"] if line else []
        place += [f"field {field}"] if field else []
        super().__init__(f"{', '.join(place)}: {message}" if place else message)
        self.line = line


Bad = Callable[[ImporterError], None]
Made = TypeVar("Made")


def stop(error: ImporterError) -> None:
    """Raise the error: what importers do with a bad row unless they are told otherwise."""
    raise error


def attempt(bad: Bad, make: Callable[..., Made], *arguments: Any) -> Iterator[Made]:
    """Yield what ``make`` returns; where it raises ``ImporterError``, tell ``bad``, yield none."""
    try:
        made = make(*arguments)
    except ImporterError as error:
        bad(error)
        return
    yield made


@dataclass(frozen=True)
class Row:
    """One JSON object of a file, and where it stands."""

    file: str
    line: int
    values: dict[str, Any]

    def field(self, name: str, kind: type, default: Any = None) -> Any:
        """Return a field's value.

        Raises ``ImporterError`` if it is of another type, or absent and without a default.
        """
        value = self.values.get(name, default)
        if type(value) is int and kind is float:
            return float(value)
        if value is None or not isinstance(value, kind) or (type(value) is bool and kind is int):
            found = type(value).__name__ if name in self.values else "nothing"
            raise self.error(f"is {found}: write {KINDS.get(kind, kind.__name__)}", name)
        return value

    def texts(self, name: str, default: list[str] | None = None) -> list[str]:
        """Return a field that is a list of texts."""
        values = self.field(name, list, default)
        for value in values:
            if not isinstance(value, str):
                raise self.error(f"holds a {type(value).__name__}: write a list of texts", name)
        return values

    def error(self, message: str, field: str = "") -> ImporterError:
        """Return the error that something is wrong with this row."""
        return ImporterError(message, self.file, self.line, field)


def read_text(path: Path) -> str:
    r"""Return a file's text with its line ends as ``\n`` and without a byte order mark.

    ``path`` is a path of a folder or inside an archive (``zipfile.Path``).
    """
    try:
        return decode(path.read_bytes(), path)
    except (OSError, KeyError) as error:
        raise unreadable(path, error) from None


def read_lines(path: Path, bad: Bad = stop) -> Iterator[tuple[int, str]]:
    """Yield a file's lines with their numbers, without reading all of it at once; ``.gz``, too."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                for text in attempt(bad, decode, line, path, number):
                    yield number, text.rstrip("\n")
    except (OSError, EOFError) as error:
        raise unreadable(path, error) from None


def read_rows(path: Path, bad: Bad = stop) -> Iterator[Row]:
    """Yield the objects of a JSON Lines file, or of one JSON array; blank lines are passed over."""
    first = True
    for number, line in read_lines(path, bad):
        if not line.strip():
            continue
        if first and line.lstrip().startswith("["):
            yield from read_array(path, bad)
            return
        first = False
        yield from attempt(bad, to_row, line, path, number)


def to_row(line: str, path: Path, number: int) -> Row:
    """Return a line of JSON as a row."""
    values = parse_json(line, path, number)
    if not isinstance(values, dict):
        raise ImporterError("write one JSON object a line", path, number)
    return Row(str(path), number, values)


def read_array(path: Path, bad: Bad = stop) -> Iterator[Row]:
    """Yield the objects of a file that is one JSON array, each with the line that it begins in."""
    text = read_text(path)
    items = parse_json(text, path)
    place = text.index("[") + 1
    for item in items:
        place = BETWEEN_ITEMS.match(text, place).end()
        number = text.count("\n", 0, place) + 1
        if isinstance(item, dict):
            yield Row(str(path), number, item)
        else:
            bad(ImporterError("write an array of JSON objects", path, number))
        place = json.JSONDecoder().raw_decode(text, place)[1]


def read_program(path: Path) -> str:
    """Return the text of a Python file, decoded as Python does: see ``syntax.source``."""
    try:
        return source.decode(path.read_bytes())
    except (OSError, KeyError) as error:
        raise unreadable(path, error) from None
    except ValueError as error:
        raise ImporterError(str(error), path) from None


def parse_json(text: str, file: object, line: int = 1) -> Any:
    """Return the value of a JSON text, of which ``line`` is the first line in its file."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = line + error.lineno - 1
        raise ImporterError(
            f"is not JSON at column {error.colno} ({error.msg}): correct it", file, where
        ) from None
    except RecursionError:
        raise ImporterError("is nested too deeply: simplify it", file, line) from None


def parse_python(text: str, file: object, line: int = 1, field: str = "") -> ast.Module:
    """Return the syntax tree of a source, of which ``line`` is the first line in its file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are the source's own affair
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        where = line + (getattr(error, "lineno", None) or 1) - 1
        reason = getattr(error, "msg", None) or str(error)
        raise ImporterError(
            f"is not Python ({reason}): correct or remove it", file, where, field
        ) from None


def decode(data: bytes, file: object, line: int = 1) -> str:
    r"""Return the text of UTF-8 bytes, with line ends as ``\n``."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = line + data[: error.start].count(b"\n")
        raise ImporterError("is not UTF-8: save it as UTF-8", file, where) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def folder(path: Path, *needed: str) -> Path:
    """Return the path of a folder that has the folders or files ``needed``."""
    if not path.is_dir():
        raise ImporterError("no such folder: give the folder of the unpacked data set", path)
    for name in needed:
        if not (path / name).exists():
            raise ImporterError(f"has no {name}: give the folder that holds it", path)
    return path


def unreadable(path: object, error: Exception) -> ImporterError:
    """Return the error that a file cannot be read."""
    reason = getattr(error, "strerror", None) or str(error)
    return ImporterError(f"cannot be read ({reason}): correct the path or its permissions", path)


def flow(text: str) -> str:
    r"""Return a text on one line, with single spaces.

    >>> flow("Return the sum\n    of two numbers.")
    'Return the sum of two numbers.'
    """
    return " ".join(text.split())
