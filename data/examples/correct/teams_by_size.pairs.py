def teams_by_size(teams):
    """List the keys of `teams` by the number of members, largest team first. `teams`
    maps a name to a list of members, and teams of equal size keep their order.
    """
    pairs = [(-len(members), i, name) for i, (name, members) in enumerate(teams.items())]
    return [name for _, _, name in sorted(pairs)]
