def write_in_base(number: int, base: int) -> str:
    """Write the integer `number` in the given `base`, from 2 to 36, using the digits 0
    to 9 followed by the lower-case letters. A negative number starts with a minus sign,
    and zero is written as "0".
    """
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    size = abs(number)
    power = 1
    while power * base <= size:
        power *= base
    symbols = ["-"] if number < 0 else []
    while power:
        symbols.append(alphabet[size // power])
        size %= power
        power //= base
    return "".join(symbols)
