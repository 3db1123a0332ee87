def replace_by_dictionary(text, names):
    """Replace every key of the dictionary `names` that occurs in `text` by its value,
    one key after the other in the order of the dictionary, and remove blanks at both
    ends.
    """
    for old, new in names.items():
        text = text.replace(old, new, 1)
    return text.strip()
