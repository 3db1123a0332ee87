def second_letters_are_vowels(words):
    """Check whether the second letter of every word in the list `words` is a vowel (a,
    e, i, o or u). A word that is too short to have a second letter does not count as
    one.
    """
    return all(len(word) > 1 and word[1] in "aeiou" for word in words)
