from functools import cache
from math import inf, isfinite


def fewest_coins(coins: list[int], amount: int) -> int | None:
    """Return the smallest number of coins that add up to exactly `amount`, when every
    value in `coins` may be used any number of times, or None if that is impossible. An
    amount of 0 needs no coins; all values are positive.
    """

    @cache
    def fewest(rest: int) -> float:
        if rest <= 0:
            return 0
        return 1 + min((fewest(rest - coin) for coin in coins), default=inf)

    result = fewest(amount)
    return result if isfinite(result) else None
