def amounts_until_double(amount, rate):
    """Start with `amount` and add `rate` percent each year, rounded down to whole
    numbers; the amount grows every year unless it is 0. Return the list of the amounts
    of all years until the amount is at least twice the first one, starting with the
    first one.
    """

    def grown(now):
        if now >= 2 * amount:
            return [now]
        return [now, *grown(now * (100 + rate) // 100)]

    return grown(amount)
