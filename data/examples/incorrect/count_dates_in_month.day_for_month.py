def count_dates_in_month(dates, month):
    """Given `dates` written as YYYY-MM-DD, return how many of them lie in the month
    with the number `month`.
    """
    return sum(int(date.split("-")[2]) == month for date in dates)
