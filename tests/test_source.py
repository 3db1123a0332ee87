"""Source files and lines are what Python takes them for."""

import ast
import runpy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegarden.syntax.source import SourceError, read_source, split_lines, text_of

BODY = "def f(s):\n    return s + 'é'\n"
ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.mark.parametrize(
    "data",
    [
        BODY.encode(),
        b"\xef\xbb\xbf" + BODY.encode(),
        b"# -*- coding: latin-1 -*-\n" + BODY.encode("latin-1"),
        b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n" + BODY.encode("cp1252"),
        BODY.replace("\n", "\r\n").encode(),
        BODY.replace("\n", "\r").encode(),
    ],
)
def test_a_file_is_read_as_python_reads_it(data, tmp_path):
    path = tmp_path / "code.py"
    path.write_bytes(data)
    names = {}
    exec(read_source(path), names)
    assert names["f"]("a") == runpy.run_path(path)["f"]("a") == "aé"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"x = 1\ny = 2\nz = '\xe9'\n", "line 3: .*save the file as UTF-8"),
        (b"x = '\xe9'\n", "line 1: .*save the file as UTF-8"),
        (b"# coding: klingon\n", "line 1: unknown encoding"),
        (b"# coding: hex\nx = 1\n", "line 1: .*correct its coding line"),
    ],
)
def test_a_file_that_cannot_be_decoded_is_named(data, message, tmp_path):
    path = tmp_path / "code.py"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=rf"code\.py, {message}"):
        read_source(path)


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"absent\.py cannot be read \(No such file"):
        read_source(tmp_path / "absent.py")


@given(st.text(alphabet="a" + ENDS))
def test_lines_end_where_python_ends_them(text):
    assert "".join(split_lines(text, keepends=True)) == text
    # one statement a line: the syntax tree counts as many
    source = "".join(f"'a' # {line}\n" for line in split_lines(text))
    assert [node.lineno for node in ast.parse(source).body] == [
        number for number, _ in enumerate(split_lines(text), 1)
    ]


def test_the_text_of_a_statement_is_its_own():
    function = "@f(1)\ndef g():\n    '''\x0c'''\n    return 3"
    source = f"é = 'é'; x = [\n  1]; y = 2\n{function}\n"
    texts = [text_of(split_lines(source), node) for node in ast.parse(source).body]
    assert texts == ["é = 'é'", "x = [\n  1]", "y = 2", function]
