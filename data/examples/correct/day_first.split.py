def day_first(date):
    """Turn a date such as "2024-03-09" into the form "9.3.2024", without zeros at the
    front of day and month.
    """
    year, month, day = date.split("-")
    return ".".join([day.lstrip("0"), month.lstrip("0"), year])
