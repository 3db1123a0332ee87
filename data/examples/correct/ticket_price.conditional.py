def ticket_price(age, full):
    """Return the price of a ticket: children under 6 are free, people of at least 65
    pay half of `full`, rounded down, and everybody else pays the full price.
    """
    return 0 if age < 6 else full // 2 if age > 64 else full
