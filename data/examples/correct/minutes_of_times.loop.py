def minutes_of_times(times):
    """Convert times such as "2:45" to minutes after midnight and return the minutes of
    the latest one, or -1 if there are no times.
    """
    latest = -1
    for time in times:
        hours, _, minutes = time.partition(":")
        latest = max(latest, int(hours) * 60 + int(minutes))
    return latest
