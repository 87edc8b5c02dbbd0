"""The people a vendor's JSON lists beside its utterances, by the ids that the utterances use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from closeplan.calls.model import Person
from closeplan.calls.reading import json_keys as keys
from closeplan.calls.reading.draft import clean_name
from closeplan.plan.model import Side

_SIDES = {
    "seller": Side.SELLER,
    "buyer": Side.BUYER,
    "internal": Side.SELLER,
    "external": Side.BUYER,
}
_INNER = ("user", "participant", "signedinUser", "anonymousUser", "phoneUser", "identity", "emailAddress")
_DEEPEST = 6


@dataclass
class PeopleById:
    """People by every id, name and address they are known under."""

    by_id: dict[str, Person] = field(default_factory=dict)

    def attendees(self) -> list[Person]:
        """Each person once, in the file's order."""
        return list({person.name.casefold(): person for person in self.by_id.values()}.values())

    def label(self, value: Any) -> str:
        """The label of an utterance's speaker: a listed person's name, a name as it stands, or `Speaker 1` for a number."""
        if isinstance(value, dict):
            identity = next((value[key] for key in keys.ID if key in value), "")
            return _name(value) or self.label(identity)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ""
        plain = clean_name(str(value))
        known = self.by_id.get(plain)
        if known:
            return known.name
        return f"Speaker {plain}" if plain.isdigit() or (len(plain) == 1 and plain.isalpha()) else plain


def people_of(root: Any) -> PeopleById:
    """The people of the outermost lists that hold some."""
    people = PeopleById()
    level = [root]
    for _ in range(_DEEPEST):
        for one in level:
            if isinstance(one, dict):
                _take(people, [entry for key in keys.PEOPLE for entry in _entries(one.get(key))])
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(inner, dict | list)
        ]
    return people


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _take(people: PeopleById, entries: list[Any]) -> None:
    for entry in entries:
        if isinstance(entry, str):
            # Fireflies writes several addresses into one text
            for name in filter(None, map(clean_name, entry.split(",") if "@" in entry else [entry])):
                people.by_id.setdefault(name, Person(name=name, email=name if "@" in name else ""))
        elif isinstance(entry, dict) and (name := _name(entry)):
            person = _person(entry, name)
            ids = [entry[key] for key in (*keys.ID, *keys.ADDRESS) if isinstance(entry.get(key), str | int)]
            for one in (*ids, name):
                people.by_id.setdefault(clean_name(str(one)), person)


def _person(entry: dict[str, Any], name: str) -> Person:
    email = _text(entry, keys.ADDRESS)
    side = next(
        (_SIDES.get(_text(entry, (key,)).casefold()) for key in keys.SIDE if _text(entry, (key,))), None
    )
    return Person(name=name, email=email, side=side, title=_text(entry, keys.JOB))


def _name(entry: dict[str, Any]) -> str:
    """The name in an object or in the one inside it; Meet's resource names ("conferenceRecords/…") are ids."""
    for inner in (entry, *(entry[key] for key in _INNER if isinstance(entry.get(key), dict))):
        for key in keys.NAME:
            found = _text(inner, (key,))
            if found and not found.startswith("conferenceRecords/"):
                return found
    first, last = _text(entry, ("firstName", "first_name")), _text(entry, ("lastName", "last_name"))
    return f"{first} {last}".strip()


def _text(entry: dict[str, Any], names: tuple[str, ...]) -> str:
    return next(
        (clean_name(entry[key]) for key in names if isinstance(entry.get(key), str) and entry[key]), ""
    )
