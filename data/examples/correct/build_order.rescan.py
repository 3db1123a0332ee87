def build_order(needs: dict[str, list[str]]) -> list[str] | None:
    """Return a list of all tasks in which each task comes after everything it needs;
    `needs` maps tasks to lists of needed tasks, and a task that is only listed as
    needed needs nothing. Whenever several tasks could come next, take the
    alphabetically first. If no order exists, return None.
    """
    waiting = set(needs).union(*needs.values())
    order = []
    while waiting:
        ready = [task for task in waiting if waiting.isdisjoint(needs.get(task, []))]
        if not ready:
            return None
        task = min(ready)
        order.append(task)
        waiting.remove(task)
    return order
