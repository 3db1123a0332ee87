from itertools import accumulate


def elevator_trips(moves, top):
    """A lift starts at floor 0 and moves by each of the `moves` in turn, but not beyond
    the floors 0 and `top`: a move that would go further ends there. Return the floor at
    the end and how many times it stood at the top after a move, as a tuple.
    """

    def moved(floor, move):
        return sorted((0, floor + move, top))[1]

    floors = list(accumulate(moves, moved, initial=0))
    return floors[-1], floors[1:].count(top)
