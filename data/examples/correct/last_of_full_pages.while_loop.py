def last_of_full_pages(items, size):
    """Cut `items` into pages of `size` items and return the last item of every page
    that is full.
    """
    last_items, start = [], 0
    while start + size <= len(items):
        page = items[start : start + size]
        last_items.append(page[-1])
        start += size
    return last_items
