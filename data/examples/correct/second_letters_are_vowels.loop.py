def second_letters_are_vowels(words):
    """Check whether the second letter of every word in the list `words` is a vowel (a,
    e, i, o or u). A word that is too short to have a second letter does not count as
    one.
    """
    for word in words:
        if word[1:2] not in list("aeiou"):
            return False
    return True
