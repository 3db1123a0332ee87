PARTNERS = {")": "(", "]": "[", "}": "{"}


def first_unbalanced(text):
    """Find the first bracket in `text` that spoils the nesting of (), [] and {}.

    Return the index of the first closing bracket that does not fit the innermost
    open one. If there is none, return the index of the first opening bracket that
    is never closed, or -1 when all brackets are balanced; other characters are
    ignored.
    """
    open_positions = []
    for index, character in enumerate(text):
        if character in "([{":
            open_positions.append(index)
        elif character in PARTNERS:
            if text[open_positions[-1]] != PARTNERS[character]:
                return index
            open_positions.pop()
    return open_positions[0] if open_positions else -1
