from itertools import groupby


def dominant_letter(text):
    """Find the letter that occurs most often in `text`, ignoring case.

    Return it in lower case; characters that are not letters do not count. Among
    letters tied for the lead the alphabetically first one wins, and a text without
    letters gives an empty string.
    """
    letters = sorted(character for character in text.lower() if character.isalpha())
    best = ""
    best_length = 0
    for letter, run in groupby(letters):
        length = len(list(run))
        if length > best_length:
            best = letter
    return best
