"""Programs for requests about files, which no enumeration over values can find.

The smallest program of each kind: reading, printing, writing, appending. What a file holds is
converted to what is written: text as it is, anything else as ``str`` has it.
"""

import re

from codegarden.description import Specification
from codegarden.synthesis.candidates import Candidate


def templates(specification: Specification) -> list[Candidate]:
    """Return the candidates for a specification about files; none for any other."""
    names = [p.name for p in specification.parameters]
    text = specification.text.lower()
    if specification.kind == "file write" and len(names) == 2:
        contents, path = names if _contents_first(text, names) else names[::-1]
        mode = "a" if re.search(r"\bappend", text) else "w"
        body = f'with open({path}, "{mode}") as file:\n    file.write(str({contents}))'
    elif specification.kind == "file read" and len(names) == 1:
        body = _reading(text, names[0])
    else:
        return []
    lines = "\n".join("    " + line for line in body.splitlines())
    code = f"def {specification.entry_point}({', '.join(names)}):\n{lines}\n"
    return [Candidate(code, "template", 1.0, specification.kind)]


def _contents_first(text: str, names: list[str]) -> bool:
    """Return whether the first name is what is written, and not the file."""
    return not re.search(rf"file (named |called )?{re.escape(names[0].lower())}\b", text)


def _reading(text: str, path: str) -> str:
    """Return the body of a function that reads a file."""
    printing = re.search(r"\b(print|display|show|output)\b", text)
    if re.search(r"\b(number of|count)\b.*\blines\b", text):
        return f"with open({path}) as file:\n    return sum(1 for _ in file)"
    if re.search(r"\b(list of|all|each) (the )?lines?\b|\blines (in|into|to) a list", text):
        return f"with open({path}) as file:\n    return file.read().splitlines()"
    if re.search(r"\bfirst line\b", text):
        return f"with open({path}) as file:\n    return file.readline().rstrip('\\n')"
    body = f"with open({path}) as file:\n    contents = file.read()\n"
    return body + ("print(contents)\n" if printing else "") + "return contents"
