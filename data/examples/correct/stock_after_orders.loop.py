def stock_after_orders(stock, orders):
    """Subtract the ordered items from the dictionary `stock`: each item in the list
    `orders` takes one piece. Return what is left, without the items of which nothing is
    left.
    """
    left = {}
    for item, pieces in stock.items():
        rest = pieces - orders.count(item)
        if rest > 0:
            left[item] = rest
    return left
