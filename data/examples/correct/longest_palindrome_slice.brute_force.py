def longest_palindrome_slice(text: str) -> str:
    """Return the longest part of `text` that reads the same in both directions.

    A part is a run of neighbouring characters; of several longest parts the
    leftmost is returned. Case matters, and an empty text gives an empty string.
    """
    for length in range(len(text), 0, -1):
        for start in range(len(text) - length + 1):
            part = text[start : start + length]
            if part == part[::-1]:
                return part
    return ""
