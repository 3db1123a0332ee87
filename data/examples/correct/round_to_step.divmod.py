def round_to_step(amount, step):
    """Round the integer `amount` to the nearest multiple of the positive integer
    `step`. An amount exactly halfway between two multiples is rounded away from zero,
    for negative amounts as well.
    """
    quotient, rest = divmod(abs(amount), step)
    if 2 * rest >= step:
        quotient += 1
    return quotient * step if amount > 0 else -quotient * step
