from math import factorial


def ways_to_choose_committee(women, men, size):
    """In how many ways can a group of `women` women and `men` men choose `size` women
    and as many men, and put one of the chosen people in the chair?
    """
    ways = 2 * size
    for people in (women, men):
        if size > people:
            return 0
        ways *= factorial(people) // (factorial(size) * factorial(people - size))
    return ways
