def arrangements_from_vowel(letters):
    """List all arrangements of the different letters of `letters` that start with a
    vowel (a, e, i, o, u), as words in alphabetical order.
    """

    def arranged(rest):
        if not rest:
            return [""]
        return [c + word for c in rest for word in arranged(rest.replace(c, ""))]

    return [word for word in arranged("".join(sorted(letters))) if word and word[0] in "aeiou"]
