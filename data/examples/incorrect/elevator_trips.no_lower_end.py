def elevator_trips(moves, top):
    """A lift starts at floor 0 and moves by each of the `moves` in turn, but not beyond
    the floors 0 and `top`: a move that would go further ends there. Return the floor at
    the end and how many times it stood at the top after a move, as a tuple.
    """
    floor = visits = 0
    for move in moves:
        floor = min(floor + move, top)
        if floor == top:
            visits += 1
    return floor, visits
