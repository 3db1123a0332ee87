def kaprekar_steps(number: int) -> int:
    """Treat `number`, from 0 to 9999, as four digits with leading zeros. One step sorts
    the digits into the largest and the smallest possible number and takes their
    difference as the new number. Return the number of steps needed to reach 6174, or -1
    if all four digits are equal.
    """
    steps = 0
    while number != 6174:
        digits = sorted(str(number))
        if digits[0] == digits[-1]:
            return -1
        smallest = int("".join(digits))
        largest = int("".join(reversed(digits)))
        number = largest - smallest
        steps += 1
    return steps
