def longest_stripped_line(text, marks):
    """Strip the characters in `marks` from both ends of every line of `text` and return
    the longest line that results, the first of several.
    """
    return max([line.lstrip(marks) for line in text.splitlines()] or [""], key=len)
