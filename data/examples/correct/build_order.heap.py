from heapq import heapify, heappop, heappush


def build_order(needs: dict[str, list[str]]) -> list[str] | None:
    """Return a list of all tasks in which each task comes after everything it needs;
    `needs` maps tasks to lists of needed tasks, and a task that is only listed as
    needed needs nothing. Whenever several tasks could come next, take the
    alphabetically first. If no order exists, return None.
    """
    tasks = set(needs).union(*needs.values())
    missing = {task: set(needs.get(task, [])) for task in tasks}
    ready = [task for task in tasks if not missing[task]]
    heapify(ready)
    order = []
    while ready:
        done = heappop(ready)
        order.append(done)
        for task in tasks:
            if done in missing[task]:
                missing[task].remove(done)
                if not missing[task]:
                    heappush(ready, task)
    return None if any(missing.values()) else order
