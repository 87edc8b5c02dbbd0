"""Functions that Google has and the calculation library hasn't: the operators' names, and a few on texts."""

import math
import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

Function = Callable[..., Any]


def flat(arguments: tuple[Any, ...]) -> Iterator[Any]:
    """The values of all arguments, ranges row by row."""
    for one in arguments:
        if isinstance(one, list | tuple):
            yield from flat(tuple(one))
        else:
            yield one


def _divide(left: float, right: float) -> Any:
    return left / right if right else {"type": "Error", "kind": "Div"}


def _equal(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return bool(left == right)


def _join(delimiter: str, *rest: Any) -> str:
    return delimiter.join(as_text(one) for one in flat(rest) if one is not None)


def _split(text: Any, delimiter: str, by_each: bool = True, drop_empty: bool = True) -> list[list[Any]]:
    pattern = "[" + re.escape(delimiter) + "]" if by_each else re.escape(delimiter)
    parts = re.split(pattern, as_text(text))
    return [[_number_or_text(part) for part in parts if part or not drop_empty]]


def _extract(text: Any, pattern: str) -> Any:
    match = re.search(pattern, as_text(text))
    if match is None:
        return {"type": "Error", "kind": "Na"}
    return match[1] if match.groups() else match[0]


def _replace(text: Any, pattern: str, new: str) -> str:
    return re.sub(pattern, re.sub(r"\$(\d)", r"\\g<\1>", new), as_text(text))


def _unique_count(*arguments: Any) -> int:
    return len({str(one).casefold() for one in flat(arguments) if one is not None})


def as_text(value: Any) -> str:
    """A value inside a text: whole numbers without a point."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _number_or_text(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


#: name -> (function, least and most arguments)
FUNCTIONS: dict[str, tuple[Function, int, int | None]] = {
    "ADD": (operator.add, 2, 2),
    "MINUS": (operator.sub, 2, 2),
    "MULTIPLY": (operator.mul, 2, 2),
    "DIVIDE": (_divide, 2, 2),
    "POW": (operator.pow, 2, 2),
    "EQ": (_equal, 2, 2),
    "NE": (lambda left, right: not _equal(left, right), 2, 2),
    "GT": (operator.gt, 2, 2),
    "GTE": (operator.ge, 2, 2),
    "LT": (operator.lt, 2, 2),
    "LTE": (operator.le, 2, 2),
    "UMINUS": (operator.neg, 1, 1),
    "UPLUS": (operator.pos, 1, 1),
    "UNARY_PERCENT": (lambda value: value / 100, 1, 1),
    "JOIN": (_join, 2, None),
    "SPLIT": (_split, 2, 4),
    "REGEXMATCH": (lambda text, pattern: bool(re.search(pattern, as_text(text))), 2, 2),
    "REGEXEXTRACT": (_extract, 2, 2),
    "REGEXREPLACE": (_replace, 3, 3),
    "COUNTUNIQUE": (_unique_count, 1, None),
    "TO_DATE": (lambda value: value, 1, 1),
    "TO_TEXT": (as_text, 1, 1),
    "TO_PURE_NUMBER": (lambda value: value, 1, 1),
    "TO_PERCENT": (lambda value: value, 1, 1),
}
