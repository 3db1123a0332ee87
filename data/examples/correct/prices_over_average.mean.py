from statistics import mean


def prices_over_average(prices):
    """Return the names of the products whose price exceeds the average price, in
    alphabetical order. `prices` maps names to prices.
    """
    if not prices:
        return []
    average = mean(prices.values())
    return [name for name in sorted(prices) if prices[name] > average]
