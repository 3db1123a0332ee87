def drop_vowels_from_long_words(line):
    """Remove the vowels from every word of `line` that is longer than five characters.
    Shorter words stay unchanged; the words are joined again with single blanks.
    """
    words = [
        "".join(c for c in word if c not in "aeiou") if len(word) > 5 else word
        for word in line.split()
    ]
    return " ".join(words)
