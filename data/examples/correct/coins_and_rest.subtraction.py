def coins_and_rest(cents, coins):
    """Split an amount of cents into coins: given `cents` and a list of coin values in
    descending order, return how many coins of each value are used if as many as
    possible of each are taken, and the rest at the end of the list.
    """
    counts = [0] * len(coins)
    for i, coin in enumerate(coins):
        while cents >= coin:
            cents -= coin
            counts[i] += 1
    return counts + [cents]
