def prices_over_average(prices):
    """Return the names of the products whose price exceeds the average price, in
    alphabetical order. `prices` maps names to prices.
    """
    total, count = sum(prices.values()), len(prices)
    return [name for name, price in prices.items() if price > total / count]
