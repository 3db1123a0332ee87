"""Programs in one of the several spellings that Python has for the same thing."""

import ast

from codegarden.synthesis.inlining import inlined

LAZY = frozenset({"range", "zip", "enumerate"})
VIEWS = frozenset({"items", "values"})
TESTED = frozenset({"search", "match", "fullmatch"})  # of ``re``: what they give is true or None
MODULES_OF_LAZY = frozenset({"itertools"})


def canonical(source: str) -> ast.Module:
    """Return a program's tree in the one of several spellings that productions are compared in.

    Raises what ``ast.parse`` raises.
    """
    tree = inlined(_Comprehended().visit(inlined(ast.parse(source))))
    return ast.fix_missing_locations(Normal(imported(tree)).visit(tree))


class _Comprehended(ast.NodeTransformer):
    """Loops that only collect, sum or decide are read as the comprehensions that they are.

    ``for x in xs: if p: r.append(e)`` -> ``[e for x in xs if p]`` and the like.
    """

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        conditions: list[ast.expr] = []
        body = node.body
        while len(body) == 1 and isinstance(body[0], ast.If) and not body[0].orelse:
            conditions.append(body[0].test)
            body = body[0].body
        if len(body) != 1 or node.orelse:
            return node
        loop = [ast.comprehension(node.target, node.iter, conditions, 0)]
        return _collected(body[0], loop) or node


def _collected(statement: ast.stmt, loop: list[ast.comprehension]) -> ast.stmt | None:
    """Return the comprehension that a loop around one statement is, None where it is none.

    It is given to the name that the loop collects in: what that held before is taken for nothing.
    """
    value = getattr(statement, "value", None)
    function = getattr(value, "func", None)
    if isinstance(statement, ast.Expr) and getattr(function, "attr", "") == "append":
        if len(value.args) == 1:
            return _given(function.value, ast.ListComp(value.args[0], loop))
        return None
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add):
        total = ast.Call(ast.Name("sum", ast.Load()), [ast.GeneratorExp(value, loop)], [])
        return _given(statement.target, total)
    decides = isinstance(getattr(value, "value", None), bool) and loop[0].ifs
    if isinstance(statement, ast.Return) and decides:
        *others, last = loop[0].ifs
        inner = [ast.comprehension(loop[0].target, loop[0].iter, others, 0)]
        test = last if value.value else ast.UnaryOp(ast.Not(), last)
        name = ast.Name("any" if value.value else "all", ast.Load())
        return ast.Expr(ast.Call(name, [ast.GeneratorExp(test, inner)], []))
    return None


def _given(target: ast.expr, value: ast.expr) -> ast.stmt:
    """Return what gives a name a value, or only the value where the target is no name."""
    if isinstance(target, ast.Name):
        return ast.Assign([ast.Name(target.id, ast.Store())], value)
    return ast.Expr(value)


def imported(tree: ast.Module) -> dict[str, str]:
    """Return what names stand for that a program takes from modules: Counter, collections."""
    return {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _called(function: ast.expr) -> ast.Lambda:
    """Return a lambda that calls a function: ``str.lower`` is a method of its argument."""
    argument = ast.Name("x", ast.Load())
    call = ast.Call(function, [argument], [])
    if isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "str":
        call = ast.Call(ast.Attribute(argument, function.attr, ast.Load()), [], [])
    arguments = ast.arguments([], [ast.arg("x")], None, [], [], None, [])
    return ast.Lambda(arguments, call)


def _mapped(function: str, applied: ast.expr, source: ast.expr) -> ast.ListComp | None:
    """Return ``map`` or ``filter`` as the comprehension that it is."""
    if isinstance(applied, ast.Lambda):
        if len(applied.args.args) != 1:
            return None
        name, body = applied.args.args[0].arg, applied.body
    elif isinstance(applied, ast.Name | ast.Attribute):
        name, body = "x", _called(applied).body
    else:
        return None
    target = ast.Name(name, ast.Store())
    if function == "map":
        return ast.ListComp(body, [ast.comprehension(target, source, [], 0)])
    return ast.ListComp(ast.Name(name, ast.Load()), [ast.comprehension(target, source, [body], 0)])


class Normal(ast.NodeTransformer):
    """``list(range(n))`` -> ``range(n)``, ``sum([...])`` -> ``sum(...)``  and so on."""

    def __init__(self, imports: dict[str, str]):
        self.imports = imports

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Write a name out that stands for something of a module."""
        module = self.imports.get(node.id)
        if module is None:
            return node
        return ast.Attribute(ast.Name(module, ast.Load()), node.id, ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Write a call in its one spelling."""
        self.generic_visit(node)
        function = getattr(node.func, "id", "")
        made = self.rewritten(function, node.args) if not node.keywords else None
        if made is not None:
            return made
        for word in node.keywords:
            if word.arg == "key" and isinstance(word.value, ast.Name | ast.Attribute):
                word.value = _called(word.value)  # key=len -> key=lambda x: len(x)
        if function == "list" and len(node.args) == 1 and isinstance(node.args[0], ast.Call):
            inner = node.args[0].func
            owner = getattr(getattr(inner, "value", None), "id", "")
            is_view = getattr(inner, "attr", "") in VIEWS
            if getattr(inner, "id", "") in LAZY or owner in MODULES_OF_LAZY or is_view:
                return node.args[0]
        if len(node.args) == 1 and isinstance(node.args[0], ast.ListComp) and not node.keywords:
            comp = node.args[0]
            if function in ("sum", "all", "any", "max", "min", "set", "sorted") or (
                getattr(node.func, "attr", "") == "join"
            ):
                node.args[0] = ast.GeneratorExp(comp.elt, comp.generators)
        return node

    def rewritten(self, function: str, arguments: list[ast.expr]) -> ast.expr | None:
        """Return the one spelling of a call that has several, None for any other call."""
        if function in ("map", "filter") and len(arguments) == 2:
            return _mapped(function, *arguments)
        if function == "pow" and len(arguments) == 2:
            return ast.BinOp(arguments[0], ast.Pow(), arguments[1])
        if function == "reversed" and len(arguments) == 1:
            step = ast.Slice(None, None, ast.Constant(-1))
            return ast.Subscript(arguments[0], step, ast.Load())
        if function in ("list", "bool") and len(arguments) == 1:
            (inner,) = arguments
            name = getattr(getattr(inner, "func", None), "attr", "")
            if isinstance(inner, ast.ListComp) and function == "list":
                return inner
            if name in TESTED and function == "bool":
                return inner
        return None

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Read ``-1`` as the constant that it is in the search."""
        self.generic_visit(node)
        value = getattr(node.operand, "value", None)
        if isinstance(node.op, ast.USub) and type(value) in (int, float):
            return ast.Constant(-value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Turn ``a > b`` into ``b < a``."""
        self.generic_visit(node)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Gt | ast.GtE):
            flipped = ast.Lt() if isinstance(node.ops[0], ast.Gt) else ast.LtE()
            return ast.Compare(node.comparators[0], [flipped], [node.left])
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """Turn ``a and b and c`` into ``(a and b) and c``."""
        self.generic_visit(node)
        while len(node.values) > 2:
            *rest, last = node.values
            node = ast.BoolOp(node.op, [ast.BoolOp(node.op, rest), last])
            node.values[0] = self.visit_BoolOp(node.values[0])
        return node
