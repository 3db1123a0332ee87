def nested_dictionary_total(budget, least):
    """Add up all numbers in the dictionary `budget`, whose values are numbers or
    dictionaries of the same kind, but count only numbers of at least `least`.
    """
    total = 0
    for value in budget.values():
        if isinstance(value, dict):
            total += nested_dictionary_total(value, 0)
        elif value >= least:
            total += value
    return total
