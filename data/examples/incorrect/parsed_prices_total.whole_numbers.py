def parsed_prices_total(lines):
    """Each item of `lines` has the form "name: price". Convert the prices to numbers
    and return their total, rounded to two decimals.
    """
    return round(sum(int(float(line.split(":")[1])) for line in lines), 2)
