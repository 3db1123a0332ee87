import string


def hash_tag(text):
    """Make a tag of `text`: remove all punctuation marks, then replace every run of
    white space by a single underscore, convert the result to lower case and put a hash
    sign in front of it.
    """
    result = "#"
    for c in text.lower():
        if c.isspace():
            if result[-1:] != "_":
                result += "_"
        elif c not in string.punctuation:
            result += c
    return result
