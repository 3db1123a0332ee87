def product_steps(number: int) -> int:
    """Count how many times the non-negative integer `number` must be replaced by the
    product of its non-zero digits until it has a single digit. A number below 10 needs
    no step.
    """
    steps = 0
    while number > 10:
        product = 1
        while number:
            number, digit = divmod(number, 10)
            if digit:
                product *= digit
        number = product
        steps += 1
    return steps
