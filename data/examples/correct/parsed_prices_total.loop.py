def parsed_prices_total(lines):
    """Each item of `lines` has the form "name: price". Convert the prices to numbers
    and return their total, rounded to two decimals.
    """
    total = 0.0
    for line in lines:
        _, _, price = line.partition(": ")
        total += float(price)
    return round(total, 2)
