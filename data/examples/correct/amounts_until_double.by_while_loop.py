def amounts_until_double(amount, rate):
    """Start with `amount` and add `rate` percent each year, rounded down to whole
    numbers; the amount grows every year unless it is 0. Return the list of the amounts
    of all years until the amount is at least twice the first one, starting with the
    first one.
    """
    amounts = [amount]
    while amounts[-1] < 2 * amount:
        amounts.append(amounts[-1] + amounts[-1] * rate // 100)
    return amounts
