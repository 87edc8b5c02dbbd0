"""Update masks of requests: which fields a write names, and what it leaves alone."""

from collections.abc import Iterable
from functools import lru_cache

from local_workspace.errors import bad_request
from local_workspace.sheets.grid import Json

Path = tuple[str, ...]
ALL: Path = ("*",)


@lru_cache(maxsize=512)
def parse_mask(fields: str) -> tuple[Path, ...]:
    """Split `a,b.c,d(e,f)` (or with slashes, as gspread writes) into paths."""
    stack: list[Path] = [()]
    paths: list[Path] = []
    word = ""
    for sign in fields + ",":
        if sign == "(":
            stack.append(_join(stack[-1], word))
            word = ""
        elif sign in ",)":
            if word.strip():
                paths.append(_join(stack[-1], word))
            word = ""
            if sign == ")" and len(stack) > 1:
                stack.pop()
        else:
            word += sign
    if not paths:
        raise bad_request("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return tuple(paths)


def _join(head: Path, word: str) -> Path:
    return head + tuple(_camel(part) for part in word.strip().replace("/", ".").split(".") if part)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def check_names(paths: Iterable[Path], known: Iterable[str]) -> None:
    """Refuse a mask that names a field the resource doesn't have."""
    allowed = {"*", *known}
    for path in paths:
        if path[0] not in allowed:
            raise bad_request(f"Invalid field: {'.'.join(path)}")


def merge(old: Json, new: Json, paths: Iterable[Path]) -> Json:
    """A copy of `old` in which each named field has `new`'s value, or is gone where `new` has none."""
    merged = dict(old)
    for path in paths:
        if path == ALL:
            merged = dict(new)
        else:
            _put(merged, new, path)
    return merged


def _put(target: Json, source: object, path: Path) -> None:
    name, rest = path[0], path[1:]
    value = source.get(name) if isinstance(source, dict) else None
    if not rest or rest == ALL:
        if value is None:
            target.pop(name, None)
        else:
            target[name] = value
        return
    inner = target.get(name)
    child = dict(inner) if isinstance(inner, dict) else {}
    _put(child, value, rest)
    if child:
        target[name] = child
    else:
        target.pop(name, None)


def clean(value: object) -> object:
    """A deep copy of a request without the nulls Google ignores; whole floats become integers."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {
            key: item if isinstance(item, str) else clean(item)
            for key, item in value.items()
            if item is not None
        }
    if isinstance(value, list):
        return [{} if item is None else clean(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
