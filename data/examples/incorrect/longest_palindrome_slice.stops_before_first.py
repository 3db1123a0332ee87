def expand(text: str, left: int, right: int) -> str:
    while left > 0 and right < len(text) and text[left] == text[right]:
        left -= 1
        right += 1
    return text[left + 1 : right]


def longest_palindrome_slice(text: str) -> str:
    """Return the longest part of `text` that reads the same in both directions.

    A part is a run of neighbouring characters; of several longest parts the
    leftmost is returned. Case matters, and an empty text gives an empty string.
    """
    best = ""
    for center in range(len(text)):
        odd = expand(text, center, center)
        even = expand(text, center, center + 1)
        for candidate in (odd, even):
            if len(candidate) > len(best):
                best = candidate
    return best
