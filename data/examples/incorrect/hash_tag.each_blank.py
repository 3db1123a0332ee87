import string


def hash_tag(text):
    """Make a tag of `text`: remove all punctuation marks, then replace every run of
    white space by a single underscore, convert the result to lower case and put a hash
    sign in front of it.
    """
    without = "".join(c for c in text if c not in string.punctuation)
    return "#" + without.replace(" ", "_").lower()
