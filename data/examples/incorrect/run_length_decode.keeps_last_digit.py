def run_length_decode(encoded: str) -> str:
    """Unpack `encoded`: a number tells how often the character after it is repeated.

    A character without a number stands for itself once, and a number 0 drops the
    character. Digits at the end with no character after them are ignored.
    """
    result = ""
    number = ""
    for character in encoded:
        if character.isdigit():
            number = character
        else:
            result += character * int(number or "1")
            number = ""
    return result
