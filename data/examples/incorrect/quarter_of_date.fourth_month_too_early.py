def quarter_of_date(date):
    """Return a string like "2024-Q1" for a `date` like "17/02/2024": the year and the
    quarter of the year in which the month lies.
    """
    _, month, year = date.split("/")
    return year + "-Q" + str(int(month) // 3 + 1)
