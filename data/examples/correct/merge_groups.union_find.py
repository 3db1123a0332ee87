def merge_groups(groups: list[list[int]]) -> list[list[int]]:
    """Merge the lists in `groups` that share at least one number, directly or by way of
    other lists, until no two groups have a number in common. Return the merged groups
    as sorted lists without repetitions, ordered by their smallest number; empty lists
    are dropped.
    """
    parent: dict[int, int] = {}

    def find(value: int) -> int:
        while parent[value] != value:
            value = parent[value]
        return value

    for group in groups:
        for value in group:
            parent.setdefault(value, value)
            parent[find(value)] = find(group[0])
    members: dict[int, list[int]] = {}
    for value in sorted(parent):
        members.setdefault(find(value), []).append(value)
    return list(members.values())
