def hidden_card_number(card):
    """Write the digits of `card` without the other characters, and replace every digit
    except the last four with a hash sign.
    """
    shown, seen = "", 0
    for character in reversed(card):
        if character.isdigit():
            seen += 1
            shown = (character if seen <= 4 else "#") + shown
    return shown
