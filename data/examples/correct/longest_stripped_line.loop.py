def longest_stripped_line(text, marks):
    """Strip the characters in `marks` from both ends of every line of `text` and return
    the longest line that results, the first of several.
    """
    longest = ""
    for line in text.splitlines():
        line = line.lstrip(marks).rstrip(marks)
        if len(line) > len(longest):
            longest = line
    return longest
