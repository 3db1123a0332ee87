def coins_and_rest(cents, coins):
    """Split an amount of cents into coins: given `cents` and a list of coin values in
    descending order, return how many coins of each value are used if as many as
    possible of each are taken, and the rest at the end of the list.
    """
    return [cents // coin for coin in coins] + [cents % coins[-1] if coins else cents]
