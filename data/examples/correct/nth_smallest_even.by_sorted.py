def nth_smallest_even(values, n):
    """Find the `n`-th smallest of the even numbers in `values`, counting from 1. Return
    None if there are fewer than `n` even numbers.
    """
    evens = sorted(value for value in values if value % 2 == 0)
    return evens[n - 1] if len(evens) >= n else None
