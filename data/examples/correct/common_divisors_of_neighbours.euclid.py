def common_divisors_of_neighbours(numbers):
    """Return the list of the greatest common divisors of every two neighbouring numbers
    in `numbers`, without those that are 1.
    """
    divisors = []
    for a, b in zip(numbers, numbers[1:]):
        while b:
            a, b = b, a % b
        if a > 1:
            divisors.append(a)
    return divisors
