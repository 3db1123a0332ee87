def merge_groups(groups: list[list[int]]) -> list[list[int]]:
    """Merge the lists in `groups` that share at least one number, directly or by way of
    other lists, until no two groups have a number in common. Return the merged groups
    as sorted lists without repetitions, ordered by their smallest number; empty lists
    are dropped.
    """
    result = []
    remaining = {value for group in groups for value in group}
    while remaining:
        component: set[int] = set()
        pending = [min(remaining)]
        while pending:
            value = pending.pop()
            if value not in component:
                component.add(value)
                for group in groups:
                    if value in group:
                        component.update(group)
        remaining -= component
        result.append(sorted(component))
    return result
