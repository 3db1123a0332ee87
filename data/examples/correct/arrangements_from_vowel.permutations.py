from itertools import permutations


def arrangements_from_vowel(letters):
    """List all arrangements of the different letters of `letters` that start with a
    vowel (a, e, i, o, u), as words in alphabetical order.
    """
    words = ["".join(letters) for letters in permutations(letters)]
    return sorted(word for word in words if word[:1] in list("aeiou"))
