from functools import cache


def two_term_sequence(a, b, n):
    """Return the first `n` numbers of the sequence that starts with `a` and `b`, and in
    which every later number is three times the number before minus the one before that.
    """

    @cache
    def term(i):
        return (a, b)[i] if i < 2 else 3 * term(i - 1) - term(i - 2)

    return [term(i) for i in range(n)]
