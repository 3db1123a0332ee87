def latest_date_per_year(dates):
    """For every year in `dates`, which are written as YYYY-MM-DD, find the latest date.
    Return a dictionary from year, as a number, to the date.
    """
    return {int(date[:4]): date for date in dates}
