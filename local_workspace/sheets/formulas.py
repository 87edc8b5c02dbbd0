"""What a formula comes to: arithmetic on constants, and an honest error for everything else."""

import ast
import operator
import re
from collections.abc import Callable
from functools import lru_cache

from local_workspace.sheets.grid import Json

NOT_COMPUTED: Json = {
    "errorValue": {"type": "ERROR", "message": "Formulas are not computed by the local Workspace yet"}
}
DIVIDED_BY_ZERO: Json = {
    "errorValue": {"type": "DIVIDE_BY_ZERO", "message": "Function DIVIDE parameter 2 cannot be zero."}
}
ERROR_TEXTS = {"DIVIDE_BY_ZERO": "#DIV/0!", "ERROR": "#ERROR!"}
_ARITHMETIC = re.compile(r"[\d\s.+\-*/()]{1,200}")
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@lru_cache(maxsize=1024)
def effective_value(formula: str) -> Json:
    """The ExtendedValue of a formula such as `= 1 / 1024`."""
    body = formula.removeprefix("=").strip()
    if '"' in body:
        match = re.fullmatch(r'"([^"]*)"', body)
        return {"stringValue": match[1]} if match else NOT_COMPUTED
    if body.upper() in ("TRUE", "FALSE"):
        return {"boolValue": body.upper() == "TRUE"}
    if not _ARITHMETIC.fullmatch(body) or "**" in body or "//" in body:
        return NOT_COMPUTED
    try:
        number = _compute(ast.parse(body, mode="eval").body)
    except (SyntaxError, ValueError, OverflowError, RecursionError):
        return NOT_COMPUTED
    except ZeroDivisionError:
        return DIVIDED_BY_ZERO
    whole = isinstance(number, int) or number.is_integer()
    return {"numberValue": int(number) if whole and abs(number) < 1e15 else float(number)}


def _compute(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        number = _compute(node.operand)
        return -number if isinstance(node.op, ast.USub) else number
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _BINARY[type(node.op)](_compute(node.left), _compute(node.right))
    raise ValueError(ast.dump(node))
