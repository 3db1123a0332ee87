def menu_choices(starters, mains):
    """Combine every starter with every main course whose name is longer than the
    starter's, as strings of the form "starter + main", in alphabetical order.
    """
    menus = []
    for starter in starters:
        for main in mains:
            if len(main) > len(starter):
                menus.append(" + ".join([starter, main]))
    menus.sort()
    return menus
