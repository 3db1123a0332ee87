VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_to_number(numeral: str) -> int:
    """Convert a Roman `numeral` to the number it stands for.

    A letter directly before a letter of higher value is subtracted, every other
    letter is added. Small letters are accepted as well, and an empty numeral stands
    for 0.
    """
    total = 0
    previous = 0
    for letter in reversed(numeral.upper()):
        value = VALUES[letter]
        if value < previous:
            total -= value
        else:
            total += value
    return total
