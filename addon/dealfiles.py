"""Deal files and templates from disk, handed to the pure parser."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from addon.resources import templates_folder
from closeplan.errors import InputError, Mistake
from closeplan.plan.deal_file import load_yaml, parse_deal, template_name
from closeplan.plan.model import Deal
from closeplan.plan.templates import Template, parse_template

MOST_BYTES = 2_000_000
"""A deal file is a page of text; a larger file is something else."""


OTHER_KINDS = (
    (b"PK\x03\x04", "an Office document or a ZIP archive"),
    (b"%PDF-", "a PDF"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)
"""How files begin that people take for a deal file."""


class DealFiles:
    """Reads deal files with the shipped templates; `template` replaces the one a deal names."""

    def __init__(self, template: str | None = None) -> None:
        self._template = template
        self._templates = shipped_templates()

    def read(self, path: Path) -> Deal:
        """The deal in a file; InputError lists every mistake with its place."""
        return self.parse(load_yaml(_text(path)), beside=path.parent)

    def parse(self, data: object, *, beside: Path) -> Deal:
        """The deal in data that was read before; a template that is a file is looked for `beside` it."""
        if self._template and isinstance(data, dict):
            data = {**data, "template": self._template}
        return parse_deal(data, self._with_own_template(data, beside))

    def _with_own_template(self, data: object, beside: Path) -> Mapping[str, Template]:
        name = template_name(data)
        path = beside / name
        if not name or name in self._templates or not path.is_file():
            return self._templates
        return {**self._templates, name: _template(path, name)}


def yaml_file(path: Path) -> object:
    """A YAML file's data; InputError where it is none."""
    return load_yaml(_text(path))


@cache
def shipped_templates() -> Mapping[str, Template]:
    """The shipped templates by name, read once."""
    folder = templates_folder() / "plans"
    return {path.stem: _template(path, path.stem, shipped=True) for path in sorted(folder.glob("*.yaml"))}


def _template(path: Path, name: str, *, shipped: bool = False) -> Template:
    return parse_template(name, load_yaml(_text(path)), shipped=shipped)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError([Mistake("", f"{path} can't be read: {error.strerror}")]) from error
    if len(content) > MOST_BYTES:
        raise InputError([Mistake("", f"{path.name} is larger than {MOST_BYTES:,} bytes")])
    kind = next((kind for start, kind in OTHER_KINDS if content.startswith(start)), "")
    if kind:
        raise InputError([Mistake("", f"{path.name} is {kind}; a deal file is YAML, plain text in UTF-8")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Mistake(f"byte {error.start}", f"{path.name} is not UTF-8 text")]) from error
