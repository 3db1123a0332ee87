import math


def ways_to_choose_committee(women, men, size):
    """In how many ways can a group of `women` women and `men` men choose `size` women
    and as many men, and put one of the chosen people in the chair?
    """
    return math.comb(women, size) * math.comb(men, size)
