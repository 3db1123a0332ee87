def minutes_of_times(times):
    """Convert times such as "2:45" to minutes after midnight and return the minutes of
    the latest one, or -1 if there are no times.
    """
    if not times:
        return -1
    hours, minutes = max(times).split(":")
    return 60 * int(hours) + int(minutes)
