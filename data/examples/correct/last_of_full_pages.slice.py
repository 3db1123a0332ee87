def last_of_full_pages(items, size):
    """Cut `items` into pages of `size` items and return the last item of every page
    that is full.
    """
    return items[size - 1 :: size]
