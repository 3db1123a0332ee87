def kaprekar_steps(number: int) -> int:
    """Treat `number`, from 0 to 9999, as four digits with leading zeros. One step sorts
    the digits into the largest and the smallest possible number and takes their
    difference as the new number. Return the number of steps needed to reach 6174, or -1
    if all four digits are equal.
    """
    steps = 1
    while number != 6174:
        digits = sorted(f"{number:04d}")
        if digits[0] == digits[3]:
            return -1
        smallest = int("".join(digits))
        largest = int("".join(reversed(digits)))
        number = largest - smallest
        steps += 1
    return steps
