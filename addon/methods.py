"""Sales methods that can be chosen: the shipped ones, and a team's own from its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from closeplan.calls.scores.framework_file import read_framework, shipped
from closeplan.calls.scores.frameworks import Framework
from closeplan.errors import InputError, Mistake

MOST_BYTES = 200_000
"""A method is a page of text; a larger file is something else."""

_ENDINGS = {".yaml", ".yml"}


def is_file(method: str) -> bool:
    """Whether a method is named by a file and not by a shipped one's name."""
    return Path(method).suffix.lower() in _ENDINGS


def methods(chosen: str) -> tuple[Mapping[str, Framework], str]:
    """Every method that is there by its name, and which is `chosen`: by name, or by a file that then stands among them.
    InputError where there is none of that name, or with every mistake in the file.
    """
    if is_file(chosen):
        own = method_file(Path(chosen))
        return {**shipped(), own.name: own}, own.name
    name = chosen.lower()
    if name not in shipped():
        known = ", ".join(shipped())
        raise InputError([Mistake("method", f"'{chosen}' is none of {known}, and no YAML file")])
    return shipped(), name


def method_file(path: Path) -> Framework:
    """The method in a YAML file, called as the file is; InputError with every mistake and its place."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError([Mistake(str(path), f"can't be read ({error.strerror})")]) from error
    if len(content) > MOST_BYTES:
        raise InputError([Mistake(str(path), f"is larger than {MOST_BYTES // 1000} kB")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Mistake(str(path), "is not text in UTF-8")]) from error
    try:
        return read_framework(path.stem.lower(), text)
    except InputError as error:
        placed = [Mistake(f"{path}: {one.place}".rstrip(": "), one.message) for one in error.mistakes]
        raise InputError(placed) from error
