def count_dates_in_month(dates, month):
    """Given `dates` written as YYYY-MM-DD, return how many of them lie in the month
    with the number `month`.
    """
    count = 0
    for date in dates:
        if date[5:7] == str(month).zfill(2):
            count += 1
    return count
