"""Conditions of indicators as text: a list of terms with literals and the names of a few days.

Read by a parser of its own instead of an evaluator: there is nothing to call and nothing to
reach, whatever is written.
"""

import ast


class FigureDomainError(ValueError):
    """The text is no condition; ``reason``: syntax, name (unknown name), content; ``part``: what
    is meant."""

    def __init__(self, reason, part=""):
        super().__init__(f"{reason}: {part}")
        self.reason = reason
        self.part = part


def read_domain(text, constants):
    """Return the list that ``text`` writes, the names in ``constants`` replaced by their values."""
    try:
        tree = ast.parse((text or "[]").strip(), mode="eval")
        value = _read(tree.body, constants)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, FigureDomainError):
            raise
        raise FigureDomainError("syntax", str(text)) from error
    if not isinstance(value, list):
        raise FigureDomainError("content", str(text))
    return value


def _read(node, constants):
    if isinstance(node, ast.Constant) and isinstance(
        node.value, bool | int | float | str | None
    ):
        return node.value
    if isinstance(node, ast.List):
        return [_read(item, constants) for item in node.elts]
    if isinstance(node, ast.Tuple):
        return tuple(_read(item, constants) for item in node.elts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        operand = _read(node.operand, constants)
        if isinstance(operand, int | float):
            return -operand
    if isinstance(node, ast.Name):
        if node.id in constants:
            return constants[node.id]
        raise FigureDomainError("name", node.id)
    raise FigureDomainError("content", ast.unparse(node))
