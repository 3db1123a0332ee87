def rounded_shares(amounts):
    """Return what percentage of the total each of the `amounts` is, rounded to one
    decimal place. The total is not zero.
    """
    return [round(amount / sum(amounts), 1) for amount in amounts]
