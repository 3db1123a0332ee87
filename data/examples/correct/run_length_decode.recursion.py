def run_length_decode(encoded: str) -> str:
    """Unpack `encoded`: a number tells how often the character after it is repeated.

    A character without a number stands for itself once, and a number 0 drops the
    character. Digits at the end with no character after them are ignored.
    """
    size = 0
    while size < len(encoded) and encoded[size].isdigit():
        size += 1
    if size == len(encoded):
        return ""
    times = int(encoded[:size] or "1")
    return encoded[size] * times + run_length_decode(encoded[size + 1 :])
