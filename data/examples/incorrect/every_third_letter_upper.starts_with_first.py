def every_third_letter_upper(text):
    """Write every third character of `text` as a capital letter and all other
    characters in lower case. The third, the sixth and the ninth character are the first
    three of them.
    """
    return "".join(c.upper() if i % 3 == 0 else c.lower() for i, c in enumerate(text))
