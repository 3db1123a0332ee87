def times_below_zero(start, changes):
    """Starting with `start`, the `changes` are added one after another. How many times
    is the running balance below zero?
    """
    times, balance = int(start < 0), start
    for change in changes:
        balance += change
        if balance < 0:
            times += 1
    return times
