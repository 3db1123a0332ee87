"""An LL(1) grammar as an incremental parser: what may come next, what comes after, the way out.

A rule becomes a deterministic automaton whose arcs are terminals and other rules; a parse is a
stack of states of such automata, as in pgen, CPython's parser generator of its first 30 years. A
stack is a pair ``(state, stack below)``, never changed, so that parses can share what they have in
common. This file knows no rule of Python.
"""

import re
from functools import lru_cache
from typing import NamedTuple

Stack = tuple  # (state, Stack) or ()

_SYMBOL = re.compile(r"\s*(?:('[^']+')|([a-z_]+)|([A-Z]+)|([|()\[\]*+]))")


class State(NamedTuple):
    """A state of the automaton of a rule: its arcs, and whether the rule may end in it."""

    rule: str
    terminals: dict[str, int]
    rules: dict[str, int]
    final: bool


class _Nodes:
    """The automata of all rules while they are built: nodes with arcs, None for a free one."""

    def __init__(self):
        self.arcs: list[list[tuple[str | None, int]]] = []

    def new(self) -> int:
        self.arcs.append([])
        return len(self.arcs) - 1

    def reach(self, nodes: frozenset[int]) -> frozenset[int]:
        """Return the nodes and all that free arcs lead to."""
        found, queue = set(nodes), list(nodes)
        while queue:
            for label, end in self.arcs[queue.pop()]:
                if label is None and end not in found:
                    found.add(end)
                    queue.append(end)
        return frozenset(found)


def _alternatives(nodes: _Nodes, symbols: list[str]) -> tuple[int, int]:
    start, end = nodes.new(), nodes.new()
    while True:
        first, last = _sequence(nodes, symbols)
        nodes.arcs[start].append((None, first))
        nodes.arcs[last].append((None, end))
        if not symbols or symbols[0] != "|":
            return start, end
        symbols.pop(0)


def _sequence(nodes: _Nodes, symbols: list[str]) -> tuple[int, int]:
    start = last = nodes.new()
    while symbols and symbols[0] not in ("|", ")", "]"):
        first, end = _item(nodes, symbols)
        nodes.arcs[last].append((None, first))
        last = end
    return start, last


def _item(nodes: _Nodes, symbols: list[str]) -> tuple[int, int]:
    symbol = symbols.pop(0)
    if symbol in ("(", "["):
        first, end = _alternatives(nodes, symbols)
        symbols.pop(0)
        if symbol == "[":
            nodes.arcs[first].append((None, end))
    else:
        first, end = nodes.new(), nodes.new()
        nodes.arcs[first].append((symbol, end))
    if symbols and symbols[0] in ("*", "+"):
        nodes.arcs[end].append((None, first))
        if symbols.pop(0) == "*":
            last = nodes.new()
            nodes.arcs[first].append((None, last))
            nodes.arcs[end].append((None, last))
            return first, last
    return first, end


class Pushdown:
    """The incremental parser of a grammar; its first rule is where a parse begins.

    Terminals are the texts in quotes and the names in capitals. Raises ``ValueError`` for a grammar
    that one token of look-ahead does not decide, or with a rule that may be empty.
    """

    def __init__(self, grammar: str):
        self.states: list[State] = []
        self.starts: dict[str, int] = {}
        for line in grammar.strip().splitlines():
            if line.strip():
                rule, _, body = line.partition(":")
                self._add(rule.strip(), body)
        self.first = lru_cache(maxsize=None)(self._first)
        for state in self.states:
            self._check(state)
        self.distance = self._distances()
        for rule, start in self.starts.items():
            if start and self.states[start].final:
                raise ValueError(f"rule {rule} may be empty: make it optional where it is used")
        self.accepts = lru_cache(maxsize=100_000)(self._accepts)
        self.shift = lru_cache(maxsize=200_000)(self._shift)

    def _add(self, rule: str, body: str) -> None:
        nodes = _Nodes()
        symbols = [match.group().strip() for match in _SYMBOL.finditer(body)]
        start, end = _alternatives(nodes, symbols)
        base = len(self.states)
        self.starts[rule] = base
        sets = [nodes.reach(frozenset([start]))]
        for group in sets:  # grows while it is walked
            arcs: dict[str, set[int]] = {}
            for node in sorted(group):
                for label, target in nodes.arcs[node]:
                    if label is not None:
                        arcs.setdefault(label, set()).add(target)
            terminals, rules = {}, {}
            for label, targets in arcs.items():
                reached = nodes.reach(frozenset(targets))
                if reached not in sets:
                    sets.append(reached)
                place = rules if label[0].islower() else terminals
                place[label.strip("'")] = base + sets.index(reached)
            self.states.append(State(rule, terminals, rules, end in group))

    def _first(self, rule: str) -> frozenset[str]:
        state = self.states[self.starts[rule]]
        return frozenset(state.terminals).union(*(self.first(one) for one in state.rules))

    def _check(self, state: State) -> None:
        seen = set(state.terminals)
        for rule in state.rules:
            if seen & self.first(rule):
                raise ValueError(
                    f"rule {state.rule}: {sorted(seen & self.first(rule))} is undecided"
                )
            seen |= self.first(rule)

    def _distances(self) -> list[int]:
        """Return for each state how many terminals it takes, at the least, to end its rule."""
        far = 10**6
        distance = [0 if state.final else far for state in self.states]
        changed = True
        while changed:
            changed = False
            for number, state in enumerate(self.states):
                ways = [1 + distance[end] for end in state.terminals.values()]
                ways += [
                    distance[self.starts[rule]] + distance[end] for rule, end in state.rules.items()
                ]
                best = min(ways, default=far)
                if best < distance[number]:
                    distance[number], changed = best, True
        return distance

    def start(self) -> Stack:
        """Return the parse of nothing."""
        return (0, ())

    def _accepts(self, stack: Stack) -> frozenset[str]:
        """Return the terminals that may come next; "" where the parse may end."""
        found: set[str] = set()
        while stack:
            state = self.states[stack[0]]
            found.update(state.terminals, *(self.first(rule) for rule in state.rules))
            stack = stack[1]
            if not state.final:
                return frozenset(found)
        return frozenset(found | {""})

    def _shift(self, stack: Stack, terminal: str) -> tuple[Stack, str]:
        """Return the parse after one more terminal, and the rule that the terminal is of."""
        number, below = stack
        while True:
            state = self.states[number]
            if terminal in state.terminals:
                return (state.terminals[terminal], below), state.rule
            for rule, end in state.rules.items():
                if terminal in self.first(rule):
                    number, below = self.starts[rule], (end, below)
                    break
            else:
                number, below = below

    def remaining(self, stack: Stack) -> tuple[int, int]:
        """Return how many terminals it takes, at the least, to end the parse, and its depth."""
        total = depth = 0
        while stack:
            total, depth = total + self.distance[stack[0]], depth + 1
            stack = stack[1]
        return total, depth

    def rules(self, stack: Stack):
        """Yield the rules that a parse is in and that may go on, the innermost first."""
        while stack:
            state = self.states[stack[0]]
            if state.terminals or state.rules:
                yield state.rule
            stack = stack[1]
