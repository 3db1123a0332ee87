def merge_groups(groups: list[list[int]]) -> list[list[int]]:
    """Merge the lists in `groups` that share at least one number, directly or by way of
    other lists, until no two groups have a number in common. Return the merged groups
    as sorted lists without repetitions, ordered by their smallest number; empty lists
    are dropped.
    """
    merged: list[set[int]] = []
    for group in groups:
        current = set(group)
        separate = []
        for other in merged:
            if current & other:
                current |= other
            else:
                separate.append(other)
        merged = separate + [current]
    return sorted(sorted(group) for group in merged if group)
