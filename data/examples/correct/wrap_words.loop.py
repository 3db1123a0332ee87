def wrap_words(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` characters.

    Every line takes as many words as fit, with one blank between them; a word
    longer than `width` gets a line of its own and is not split. A text without
    words gives an empty list.
    """
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
