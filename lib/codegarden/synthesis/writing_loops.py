"""Loops written as people write them: one loop for a chain of loops over each other's states.

A loop that takes its elements from the states of another becomes a second variable of that one
(fusion; Wadler 1990, "Deforestation: transforming programs to eliminate trees").
"""

import ast
from dataclasses import dataclass, field
from typing import Any

from codegarden.synthesis.filling import Writer, elements_of, singular
from codegarden.synthesis.meaning import BRANCH
from codegarden.synthesis.polish import OWN
from codegarden.synthesis.production import PLACE, Production
from codegarden.synthesis.productions.loops import FOLD, PASSED, STEPS, WHILE
from codegarden.synthesis.terms import Apply, Const, Lambda, Term, Var

LOOPS = (FOLD, WHILE, STEPS, PASSED)
STATE_NAMES = {  # what a state is called that is changed so
    **{"a + b": "total", "a - b": "rest", "a * b": "product", "max(a, b)": "highest"},
    **{"min(a, b)": "lowest", "s + t": "text", "xs + ys": "items", "not a": "flag"},
}
IN_PLACE = {"a + b": ast.Add, "a - b": ast.Sub, "a * b": ast.Mult, "a // b": ast.FloorDiv} | {
    "s + t": ast.Add,
    "a % b": ast.Mod,
}


@dataclass
class Loop:
    """A loop in the making: what it goes over, what stands before and behind its body."""

    header: ast.For | ast.While
    element: Any
    first: list[ast.stmt] = field(default_factory=list)
    last: list[ast.stmt] = field(default_factory=list)

    def closed(self, body: list[ast.stmt]) -> ast.stmt:
        """Return the statement of the loop around a body."""
        self.header.body = [*self.first, *body, *self.last] or [ast.Pass()]
        return self.header


def is_loop(term: Term) -> bool:
    """Return whether a term is a loop, or takes its elements from the states of one."""
    if not isinstance(term, Apply):
        return False
    return term.production in LOOPS or is_over_states(term)


def is_over_states(term: Apply) -> bool:
    """Return whether a term is a comprehension, of a function's results, over a loop's states."""
    source = term.arguments[0] if term.arguments else None
    if not isinstance(source, Apply) or source.production not in (STEPS, PASSED):
        return False
    if len(term.arguments) != 2 or not isinstance(term.arguments[1], Lambda):
        return False
    return _takes_results(term.production)


def _takes_results(production: Production) -> bool:
    """Return whether a comprehension looks at nothing but the results of its function."""
    if production.tree is None:
        return False
    nodes = list(ast.walk(production.tree))
    calls = [n for n in nodes if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "f"]
    inside = {id(argument) for node in calls for argument in node.args}
    is_generator = any(isinstance(n, ast.ListComp | ast.GeneratorExp | ast.SetComp) for n in nodes)
    return is_generator and all(
        id(n) in inside
        for n in nodes
        if isinstance(n, ast.Name) and n.id == "x" and isinstance(n.ctx, ast.Load)
    )


def written_loop(writer: Writer, term: Apply) -> ast.expr:
    """Return what a loop gives; its statements are added to what stands before."""
    production = term.production
    if production is FOLD:
        source, start, step = term.arguments
        state = started(writer, start, step)
        loop = opened(writer, source, [(step.body, step.names[1])])
        known = {step.names[0]: state, step.names[1]: loop.element}
        writer.before.append(loop.closed(changed(writer, state, step, known)))
        return _load(state)
    if production is WHILE:
        loop = opened(writer, Apply(PASSED, term.arguments), [])
        writer.before.append(loop.closed([]))
        return _load(loop.element)
    if production in (STEPS, PASSED):
        whole = Var("element'")
        return collected(writer, term, whole, whole.name)
    source, function = term.arguments
    (name,) = function.names
    values = collected(writer, source, function.body, name)
    identity = Lambda(("value'",), Var("value'"))
    writer.known["values'"] = values
    return writer.filled(Apply(production, (Var("values'"), identity)))


def collected(writer: Writer, source: Term, body: Term, name: str) -> ast.expr:
    """Return a list of what a body gives for each element of a source."""
    values = writer.fresh(OWN)
    writer.before.append(_assigned(ast.Name(values, ast.Store()), ast.List([], ast.Load())))
    loop = opened(writer, source, [(body, name)])
    statements, value = writer.apart(body, {name: loop.element})
    append = ast.Attribute(ast.Name(values, ast.Load()), "append", ast.Load())
    statements.append(ast.Expr(ast.Call(append, [value], [])))
    writer.before.append(loop.closed(statements))
    return ast.Name(values, ast.Load())


def opened(writer: Writer, source: Term, uses: list[tuple[Term, str]]) -> Loop:
    """Return a loop over a source, whose elements some bodies use under some name."""
    production = source.production if isinstance(source, Apply) else None
    if production is PASSED:
        start, condition, step = source.arguments
        state = started(writer, start, step)
        known = {condition.names[0]: state, step.names[0]: state}
        test = writer.function(condition.body, {condition.names[0]: state}, _names(state))
        last = changed(writer, state, step, known)
        return Loop(ast.While(test, [], []), state, last=last)
    if production is STEPS:
        return _opened_steps(writer, source, uses)
    iterable = writer.expression(source)
    wish = singular(iterable.id) if isinstance(iterable, ast.Name) else "x"
    target = writer.element(uses, wish)
    element = tuple(map(_read, target.elts)) if isinstance(target, ast.Tuple) else _read(target)
    return Loop(ast.For(target, iterable, [], []), element)


def _opened_steps(writer: Writer, source: Apply, uses: list[tuple[Term, str]]) -> Loop:
    inner, start, step = source.arguments
    state = started(writer, start, step)
    below = [(step.body, step.names[1])]
    places = set()
    for body, name in uses:
        places |= places_of(body, name)
        below.append((_place_of(body, name), "inner'"))
    loop = opened(writer, inner, [use for use in below if use[0] is not None])
    known = {step.names[0]: state, step.names[1]: loop.element}
    before, after = "t[1]" in places or "" in places, "t[2]" in places or "" in places
    if before and after:
        new = _named_as(writer, state, "new")
        loop.first += changed(writer, new, step, known, old=state)
        loop.last.insert(0, _assigned(_store(state), _load(new)))
        loop.element = (loop.element, state, new)
        return loop
    statements = changed(writer, state, step, known)
    loop.element = (loop.element, state, state)
    if before:
        loop.last[:0] = statements
    else:
        loop.first += statements
    return loop


def _place_of(body: Term, name: str) -> Term | None:
    """Return a body with the first place of a variable as a variable of its own."""
    if isinstance(body, Apply):
        if body.production.about == PLACE and body.arguments == (Var(name),):
            return Var("inner'") if body.production.text == "t[0]" else Const("0", 0)
        return Apply(body.production, tuple(_place_of(each, name) for each in body.arguments))
    if isinstance(body, Lambda):
        return Lambda(body.names, _place_of(body.body, name))
    return Var("inner'") if body == Var(name) else body


def places_of(body: Term, name: str) -> set[str]:
    """Return the places of a variable that a body looks at, "" for the whole."""
    if isinstance(body, Var):
        return {""} if body.name == name else set()
    if isinstance(body, Apply):
        if body.production.about == PLACE and body.arguments == (Var(name),):
            return {body.production.text}
        return set().union(*(places_of(each, name) for each in body.arguments))
    return places_of(body.body, name) if isinstance(body, Lambda) else set()


def started(writer: Writer, start: Term, step: Lambda) -> Any:
    """Return the variables of a state, which are set to its start before."""
    parts, steps = elements_of(start), elements_of(step.body)
    if len(parts) < 2 or len(parts) != len(steps):
        parts, steps = (start,), (step.body,)
    values = [writer.expression(each) for each in parts]
    names = [writer.fresh(state_name(each, step.names[0])) for each in steps]
    for name, value in zip(names, values, strict=True):
        writer.before.append(_assigned(ast.Name(name, ast.Store()), value))
    found = tuple(ast.Name(name, ast.Load()) for name in names)
    return found if len(found) > 1 else found[0]


def state_name(step: Term, state: str) -> str:
    """Return what a state is called, by what changes it."""
    if not isinstance(step, Apply):
        return "state"
    if step.production.text == BRANCH:
        sides = [each for each in step.arguments[1:] if each != Var(state)]
        return state_name(sides[0], state) if sides else "state"
    if step.production.text == "a + b" and any(isinstance(e, Const) for e in step.arguments):
        return "count"
    return STATE_NAMES.get(step.production.text, "state")


def changed(writer: Writer, state: Any, step: Lambda, known: dict, old: Any = None) -> list:
    """Return the statements that make the next state."""
    old = state if old is None else old

    def statements(term: Term) -> list[ast.stmt]:
        if term == Var(step.names[0]) and old is state:
            return []
        if isinstance(term, Apply) and term.production.text == BRANCH:
            condition, yes, no = term.arguments
            before, test = writer.apart(condition, known)
            then, other = statements(yes), statements(no)
            if not then:
                then, other, test = other, [], ast.UnaryOp(ast.Not(), test)
            return [*before, ast.If(test, then, other)]
        if isinstance(term, Apply) and isinstance(state, ast.Name) and old is state:
            text = term.production.text
            if text in IN_PLACE and term.arguments[0] == Var(step.names[0]):
                before, value = writer.apart(term.arguments[1], known)
                return [*before, ast.AugAssign(_store(state), IN_PLACE[text](), value)]
        before, value = writer.apart(term, known)
        return [*before, _assigned(_store(state), value)]

    return statements(step.body)


def _named_as(writer: Writer, state: Any, wish: str) -> Any:
    if isinstance(state, tuple):
        return tuple(_named_as(writer, each, wish) for each in state)
    return ast.Name(writer.fresh(f"{wish}_{state.id}"), ast.Load())


def _names(state: Any) -> list[ast.expr]:
    return list(state) if isinstance(state, tuple) else [state]


def _load(state: Any) -> ast.expr:
    return ast.Tuple(list(state), ast.Load()) if isinstance(state, tuple) else _read(state)


def _store(state: Any) -> ast.expr:
    if isinstance(state, tuple):
        return ast.Tuple([_store(each) for each in state], ast.Store())
    return ast.Name(state.id, ast.Store())


def _read(name: ast.Name) -> ast.Name:
    return ast.Name(name.id, ast.Load())


def _assigned(target: ast.expr, value: ast.expr) -> ast.Assign:
    return ast.Assign([target], value)
