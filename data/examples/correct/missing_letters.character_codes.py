def missing_letters(text, last):
    """Which small letters of the alphabet up to and including `last` do not occur in
    `text`? Return them as a string in alphabetical order.
    """
    missing = ""
    for code in range(ord("a"), ord(last) + 1):
        if chr(code) not in text:
            missing += chr(code)
    return missing
