r"""Files of Python source as Python reads them, and their lines as Python counts them.

A byte order mark and an encoding cookie say how a file is decoded (PEP 263); lines end at ``\n``,
``\r`` and ``\r\n`` alone, where ``str.splitlines`` also breaks at form feeds, U+2028 and others.
Nothing here parses or runs a source.
"""

import ast
import io
import re
import tokenize
from collections.abc import Sequence
from pathlib import Path

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class SourceError(ValueError):
    """A file that cannot be read as Python source; the message names the file, line and remedy."""


def read_source(path: Path) -> str:
    r"""Return the text of a file of Python source, with its line ends as ``\n``.

    ``path`` is a path of a folder or inside an archive (``zipfile.Path``). Raises ``SourceError``.
    """
    try:
        return decode(path.read_bytes())
    except (OSError, KeyError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{path} cannot be read ({reason}): correct the path") from None
    except ValueError as error:
        raise SourceError(f"{path}, {error}") from None


def decode(data: bytes) -> str:
    r"""Return the text of the bytes of a source, with its line ends as ``\n``.

    Raises ``ValueError`` that begins with the line of what cannot be decoded.

    >>> decode("# coding: latin-1\r\nx = 'é'\r\n".encode("latin-1"))
    "# coding: latin-1\nx = 'é'\n"
    """
    remedy = "save the file as UTF-8, or correct its coding line"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, LookupError) as error:  # of the first two lines, or of their codec
        raise ValueError(f"line 1: {error}: {remedy}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line}: {error.reason} for {error.encoding}: {remedy}") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_lines(text: str, keepends: bool = False) -> list[str]:
    r"""Return the lines of a source as Python counts them; with ``keepends``, with their ends.

    >>> split_lines("a\x0cb\r\nc\u2028d")
    ['a\x0cb', 'c\u2028d']
    """
    lines = LINE.findall(text)
    return lines if keepends else [line.rstrip("\r\n") for line in lines]


def text_of(lines: Sequence[str], node: ast.stmt) -> str:
    """Return a statement's own text, decorators included, of the lines of its source."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    own = [line.rstrip("\r\n") for line in lines[first - 1 : node.end_lineno]]
    # columns of a syntax tree count bytes
    own[-1] = own[-1].encode()[: node.end_col_offset].decode()
    own[0] = own[0].encode()[node.col_offset :].decode()
    return "\n".join(own)
