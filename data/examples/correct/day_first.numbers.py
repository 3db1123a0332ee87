def day_first(date):
    """Turn a date such as "2024-03-09" into the form "9.3.2024", without zeros at the
    front of day and month.
    """
    return ".".join(str(int(part)) for part in date.split("-")[::-1])
