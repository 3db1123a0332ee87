from collections import Counter


def dominant_letter(text):
    """Find the letter that occurs most often in `text`, ignoring case.

    Return it in lower case; characters that are not letters do not count. Among
    letters tied for the lead the alphabetically first one wins, and a text without
    letters gives an empty string.
    """
    counts = Counter(character for character in text if character.isalpha())
    if not counts:
        return ""
    top = max(counts.values())
    return min(letter for letter, count in counts.items() if count == top)
