def nested_dictionary_total(budget, least):
    """Add up all numbers in the dictionary `budget`, whose values are numbers or
    dictionaries of the same kind, but count only numbers of at least `least`.
    """
    total, waiting = 0, [budget]
    while waiting:
        for value in waiting.pop().values():
            if isinstance(value, dict):
                waiting.append(value)
            else:
                total += value * (value >= least)
    return total
