def fewest_coins(coins: list[int], amount: int) -> int | None:
    """Return the smallest number of coins that add up to exactly `amount`, when every
    value in `coins` may be used any number of times, or None if that is impossible. An
    amount of 0 needs no coins; all values are positive.
    """
    best = [0]
    for total in range(1, amount + 1):
        options = [best[total - coin] for coin in coins if coin <= total]
        possible = [option for option in options if option is not None]
        best.append(max(possible) + 1 if possible else None)
    return best[-1]
