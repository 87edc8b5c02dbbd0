"""Mail addresses as people type them: bare, or as mail programs write them, `Dana Fischer <dana@acme.example>`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from closeplan.errors import Mistake
from closeplan.plan.companies import is_person
from closeplan.plan.wording import quoted

MOST_PEOPLE = 50
"""People taken from a thread or an event; a hundred guests are an audience and no deal."""

ADDRESS = re.compile(r"[^\s@<>()\[\],;\"]+@(?:[\w-]+\.)+[\w-]{2,}")

_MOST_UNREAD = 5
"""Entries a form names at a time of those that are no address."""

_ENTRY = re.compile(r'(?:"[^"\n]*"|[^\n,;])+')
_AROUND = " \t\r<>()[]\"'.:"
"""What stands around an address and a name and belongs to neither."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What somebody typed for addresses: each address with the name before it, if any, and what is no person's address."""

    found: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]

    @property
    def mistakes(self) -> list[Mistake]:
        """What has to be corrected before anybody is left out without a word."""
        far = (
            [Mistake("Share with", f"name at most {MOST_PEOPLE} people")]
            if len(self.found) > MOST_PEOPLE
            else []
        )
        no_address = "is no person's address; write it like dana@acme.example"
        return [
            *(Mistake("Share with", f"“{quoted(text)}” {no_address}") for text in self.unread[:_MOST_UNREAD]),
            *far,
        ]


def addresses_in(text: str) -> Typed:
    """The addresses that somebody typed, in whatever way they parted them. A comma between quotation marks is a name's
    own; addresses with nothing but space between them are several.
    """
    found, unread = [], []
    for entry in _ENTRY.findall(text):
        before = 0
        for address in ADDRESS.finditer(entry):
            name = entry[before : address.start()].strip(_AROUND)
            before = address.end()
            if "@" in name or not is_person(address.group().lower()):
                unread.append(entry[: address.end()].strip(_AROUND))
            else:
                found.append((address.group(), name))
        rest = entry[before:].strip(_AROUND)
        # a name alone stood for nobody before either, but whoever typed it meant somebody
        unread += [rest] if rest else []
    return Typed(found=tuple(found), unread=tuple(unread))


def typed_addresses(text: str) -> tuple[str, ...]:
    """The addresses alone, each once, in the order they were typed; what can't be read stays whole, so that whoever needs
    an address there can name it.
    """
    found: list[str] = []
    for entry in _ENTRY.findall(text):
        here, (*before, after) = ADDRESS.findall(entry), ADDRESS.split(entry)
        # a word without the brackets may as well be half of a mistyped address
        is_clear = all(text.endswith("<") or not text.strip(_AROUND) for text in before)
        is_read = here and is_clear and not after.strip(_AROUND) and "@" not in "".join(before)
        found += here if is_read else [entry.strip()]
    return tuple(dict.fromkeys(one for one in found if one))


def one_address(text: str) -> str:
    """The address of the one person that is meant; the text itself where it names none or several."""
    found = typed_addresses(text)
    return found[0] if len(found) == 1 else text.strip()
