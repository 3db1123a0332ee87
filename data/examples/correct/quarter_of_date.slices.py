def quarter_of_date(date):
    """Return a string like "2024-Q1" for a `date` like "17/02/2024": the year and the
    quarter of the year in which the month lies.
    """
    month = int(date[3:5])
    return f"{date[-4:]}-Q{(month - 1) // 3 + 1}"
