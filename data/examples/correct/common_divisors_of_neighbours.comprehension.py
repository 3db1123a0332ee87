import math
from itertools import pairwise


def common_divisors_of_neighbours(numbers):
    """Return the list of the greatest common divisors of every two neighbouring numbers
    in `numbers`, without those that are 1.
    """
    return [math.gcd(a, b) for a, b in pairwise(numbers) if math.gcd(a, b) != 1]
