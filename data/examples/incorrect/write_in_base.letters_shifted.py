def write_in_base(number: int, base: int) -> str:
    """Write the integer `number` in the given `base`, from 2 to 36, using the digits 0
    to 9 followed by the lower-case letters. A negative number starts with a minus sign,
    and zero is written as "0".
    """
    if number < 0:
        return "-" + write_in_base(-number, base)
    quotient, digit = divmod(number, base)
    symbol = str(digit) if digit < 10 else chr(ord("a") + digit - 9)
    if quotient == 0:
        return symbol
    return write_in_base(quotient, base) + symbol
