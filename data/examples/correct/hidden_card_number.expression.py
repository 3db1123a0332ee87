def hidden_card_number(card):
    """Write the digits of `card` without the other characters, and replace every digit
    except the last four with a hash sign.
    """
    digits = "".join(c for c in card if c.isdigit())
    return digits[-4:].rjust(len(digits), "#")
