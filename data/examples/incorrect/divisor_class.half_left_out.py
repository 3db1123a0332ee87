def divisor_class(number):
    """Compare the positive integer `number` with the sum of its divisors other than
    itself. Return "perfect" if they are equal, "abundant" if the sum is greater and
    "deficient" if it is smaller.
    """
    total = 0
    for divisor in range(1, number // 2):
        if number % divisor == 0:
            total += divisor
    if total == number:
        return "perfect"
    if total > number:
        return "abundant"
    return "deficient"
