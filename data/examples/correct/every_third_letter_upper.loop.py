def every_third_letter_upper(text):
    """Write every third character of `text` as a capital letter and all other
    characters in lower case. The third, the sixth and the ninth character are the first
    three of them.
    """
    written = ""
    for i in range(len(text)):
        if i % 3 == 2:
            written += text[i].upper()
        else:
            written += text[i].lower()
    return written
