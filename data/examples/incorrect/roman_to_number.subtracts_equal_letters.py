VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_to_number(numeral: str) -> int:
    """Convert a Roman `numeral` to the number it stands for.

    A letter directly before a letter of higher value is subtracted, every other
    letter is added. Small letters are accepted as well, and an empty numeral stands
    for 0.
    """
    if len(numeral) < 2:
        return VALUES.get(numeral.upper(), 0)
    first = VALUES[numeral[0].upper()]
    second = VALUES[numeral[1].upper()]
    rest = roman_to_number(numeral[1:])
    return rest - first if first <= second else rest + first
