def latest_date_per_year(dates):
    """For every year in `dates`, which are written as YYYY-MM-DD, find the latest date.
    Return a dictionary from year, as a number, to the date.
    """
    latest = {}
    for date in dates:
        year = int(date.split("-")[0])
        latest[year] = max(date, latest.get(year, date))
    return latest
