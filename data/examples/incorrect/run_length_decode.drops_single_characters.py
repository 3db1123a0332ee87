import re


def run_length_decode(encoded: str) -> str:
    """Unpack `encoded`: a number tells how often the character after it is repeated.

    A character without a number stands for itself once, and a number 0 drops the
    character. Digits at the end with no character after them are ignored.
    """
    pieces = []
    for number, character in re.findall(r"(\d+)(\D)", encoded):
        times = int(number) if number else 1
        pieces.append(character * times)
    return "".join(pieces)
