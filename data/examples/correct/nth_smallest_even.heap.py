import heapq


def nth_smallest_even(values, n):
    """Find the `n`-th smallest of the even numbers in `values`, counting from 1. Return
    None if there are fewer than `n` even numbers.
    """
    smallest = heapq.nsmallest(n, [value for value in values if value % 2 == 0])
    if len(smallest) < n:
        return None
    return smallest[-1]
