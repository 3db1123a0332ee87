def rounded_shares(amounts):
    """Return what percentage of the total each of the `amounts` is, rounded to one
    decimal place. The total is not zero.
    """
    total = sum(amounts)
    shares = []
    for amount in amounts:
        share = amount / total * 100
        shares.append(round(share, 1))
    return shares
