import re


def drop_vowels_from_long_words(line):
    """Remove the vowels from every word of `line` that is longer than five characters.
    Shorter words stay unchanged; the words are joined again with single blanks.
    """
    shorter = []
    for word in line.split():
        if len(word) > 5:
            word = re.sub("[aeiou]", "", word, flags=re.IGNORECASE)
        shorter.append(word)
    return " ".join(shorter)
