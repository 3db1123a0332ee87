from itertools import product


def menu_choices(starters, mains):
    """Combine every starter with every main course whose name is longer than the
    starter's, as strings of the form "starter + main", in alphabetical order.
    """
    pairs = product(starters, mains)
    return sorted(s + " + " + m for s, m in pairs if len(m) > len(s))
