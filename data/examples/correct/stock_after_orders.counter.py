from collections import Counter


def stock_after_orders(stock, orders):
    """Subtract the ordered items from the dictionary `stock`: each item in the list
    `orders` takes one piece. Return what is left, without the items of which nothing is
    left.
    """
    return dict(Counter(stock) - Counter(orders))
