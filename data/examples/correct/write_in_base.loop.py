import string

DIGITS = string.digits + string.ascii_lowercase


def write_in_base(number: int, base: int) -> str:
    """Write the integer `number` in the given `base`, from 2 to 36, using the digits 0
    to 9 followed by the lower-case letters. A negative number starts with a minus sign,
    and zero is written as "0".
    """
    if number == 0:
        return "0"
    rest = abs(number)
    text = ""
    while rest > 0:
        rest, digit = divmod(rest, base)
        text = DIGITS[digit] + text
    return "-" + text if number < 0 else text
