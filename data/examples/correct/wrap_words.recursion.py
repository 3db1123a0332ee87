def wrap_words(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` characters.

    Every line takes as many words as fit, with one blank between them; a word
    longer than `width` gets a line of its own and is not split. A text without
    words gives an empty list.
    """
    words = text.split()
    if not words:
        return []
    count = 1
    while count < len(words) and len(" ".join(words[: count + 1])) <= width:
        count += 1
    rest = " ".join(words[count:])
    return [" ".join(words[:count])] + wrap_words(rest, width)
