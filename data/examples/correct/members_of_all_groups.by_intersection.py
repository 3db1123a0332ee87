def members_of_all_groups(groups):
    """Given a non-empty list of groups, each a list of names, return how many names
    belong to every group.
    """
    return len(set.intersection(*map(set, groups)))
