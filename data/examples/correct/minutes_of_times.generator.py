def minutes_of_times(times):
    """Convert times such as "2:45" to minutes after midnight and return the minutes of
    the latest one, or -1 if there are no times.
    """
    pairs = [time.split(":") for time in times]
    return max((60 * int(hours) + int(minutes) for hours, minutes in pairs), default=-1)
