import math
from fractions import Fraction


def round_to_step(amount, step):
    """Round the integer `amount` to the nearest multiple of the positive integer
    `step`. An amount exactly halfway between two multiples is rounded away from zero,
    for negative amounts as well.
    """
    steps = math.floor(Fraction(abs(amount), step) + Fraction(1, 2))
    sign = -1 if amount < 0 else 1
    return sign * steps * step
