def teams_by_size(teams):
    """List the keys of `teams` by the number of members, largest team first. `teams`
    maps a name to a list of members, and teams of equal size keep their order.
    """
    return sorted(teams, key=lambda name: len(teams[name]), reverse=True)
