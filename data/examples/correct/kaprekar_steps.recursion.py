def kaprekar_steps(number: int) -> int:
    """Treat `number`, from 0 to 9999, as four digits with leading zeros. One step sorts
    the digits into the largest and the smallest possible number and takes their
    difference as the new number. Return the number of steps needed to reach 6174, or -1
    if all four digits are equal.
    """
    if number == 6174:
        return 0
    if number % 1111 == 0:
        return -1
    d, c, b, a = sorted((number // 10**place) % 10 for place in range(4))
    return 1 + kaprekar_steps(999 * (a - d) + 90 * (b - c))
