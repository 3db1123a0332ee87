import re


def first_unbalanced(text):
    """Find the first bracket in `text` that spoils the nesting of (), [] and {}.

    Return the index of the first closing bracket that does not fit the innermost
    open one. If there is none, return the index of the first opening bracket that
    is never closed, or -1 when all brackets are balanced; other characters are
    ignored.
    """
    inside = r"[^()\[\]{}]*"
    pair = re.compile(rf"\({inside}\)|\[{inside}\]|\{{{inside}\}}")
    while pair.search(text):
        text = pair.sub(lambda match: " " * len(match.group()), text)
    for brackets in (")]}", "([{"):
        for index, character in enumerate(text):
            if character in brackets:
                return index
    return -1
