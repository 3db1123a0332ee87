def mixed_shift(text, shift):
    """Encode `text` by moving small letters `shift` places forward in the alphabet.

    Capital letters are moved `shift` places backward, and both wrap around at the
    ends. Only the letters a to z and A to Z change; `shift` may be negative or
    greater than 26.
    """
    result = []
    for character in text:
        if "a" <= character <= "z":
            result.append(chr((ord(character) - ord("a") + shift) % 26 + ord("a")))
        elif "A" <= character <= "Z":
            result.append(chr((ord(character) - ord("A") - shift) % 26 + ord("A")))
        else:
            result.append(character)
    return "".join(result)
