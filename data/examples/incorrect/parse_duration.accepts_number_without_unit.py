SECONDS = {"h": 3600, "m": 60, "s": 1}


def parse_duration(text: str) -> int | None:
    """Convert a duration to a number of seconds.

    The `text` holds a number of hours, minutes and seconds, each followed by its
    letter h, m or s, in this order and without blanks; any of the three may be
    missing. Return None when the text is empty or has another form.
    """
    total = 0
    digits = ""
    units = "hms"
    for character in text:
        if character.isdigit():
            digits += character
        elif digits and character in units:
            total += int(digits) * SECONDS[character]
            units = units[units.index(character) + 1 :]
            digits = ""
        else:
            return None
    return total if text else None
