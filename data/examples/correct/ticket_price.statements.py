def ticket_price(age, full):
    """Return the price of a ticket: children under 6 are free, people of at least 65
    pay half of `full`, rounded down, and everybody else pays the full price.
    """
    if age < 6:
        return 0
    if age >= 65:
        return full // 2
    return full
