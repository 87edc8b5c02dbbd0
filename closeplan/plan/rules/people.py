"""Who an owner cell names: people on the stakeholder map, people who are not on it, or no person at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from closeplan.plan.model import Side, Stakeholder
from closeplan.plan.rules import lexicon

_BETWEEN_PEOPLE = re.compile(r"[,;/&+|\n、，；／＆＋｜]|\s(?:and|und|et|y|e|ed|och|en)\s", re.IGNORECASE)
_LISTING = re.compile(r"[,;/|\n、，；／｜]")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_HONORIFIC = re.compile(r"(?<=[\u3040-\u9fff])(?:さん|様|氏|殿)$")
_UNSPACED_NAME = re.compile(r"[\u3040-\u9fff]{2,}")


@dataclass(frozen=True, kw_only=True)
class Owners:
    """What one owner cell says. `nobody` means empty or a placeholder; `group` that no person is named;
    `unmapped` are the people named who are not on the map; `email` is the one known person's address.
    """

    nobody: bool = False
    group: bool = False
    unmapped: tuple[str, ...] = ()
    email: str = ""


def read_owners(owner: str, people: Sequence[Stakeholder], companies: Iterable[str] = ()) -> Owners:
    """Read an owner cell against the map; a name on the map is always a person."""
    whole = on_the_map(owner, people)
    if whole:
        return Owners(email=_only_email(whole))
    if is_nobody(owner):
        return Owners(nobody=True)
    names = [part.strip() for part in _BETWEEN_PEOPLE.split(owner) if not is_nobody(part)]
    known = [person for name in names for person in on_the_map(name, people)]
    strangers = tuple(n for n in names if not on_the_map(n, people) and not is_group(n, companies))
    # `Smith & Sons Ltd` is one name that would fall apart
    one_name = not _LISTING.search(owner)
    if not known and (not strangers or (one_name and is_group(owner, companies))):
        return Owners(group=True)
    return Owners(unmapped=strangers, email="" if strangers else _only_email(known))


def side_of_owner(owner: str, people: Sequence[Stakeholder]) -> Side | None:
    """The side to which everybody belongs whom an owner cell names; None where that is both, or not known."""
    names = [part.strip() for part in _BETWEEN_PEOPLE.split(owner) if not is_nobody(part)]
    known = on_the_map(owner, people) or [person for name in names for person in on_the_map(name, people)]
    sides = {person.side for person in known}
    return sides.pop() if len(sides) == 1 else None


def is_nobody(owner: str) -> bool:
    """Whether the text names nobody: empty, only signs, or words like `TBD`."""
    return not _WORD.search(owner) or plain(owner).replace(".", "").strip(" ?!-…") in lexicon.PLACEHOLDER


def on_the_map(name: str, people: Sequence[Stakeholder]) -> list[Stakeholder]:
    """The stakeholders a name may mean: the same name or address first, else a part or initials of the name."""
    bare = plain(_ASIDE.sub(" ", name)) or plain(name)
    addressed = [p for p in people if p.email and plain(p.email) in plain(name)]
    if addressed:
        return addressed
    exact = [p for p in people if _is_same(plain(p.name), bare)]
    words = _words(bare)
    if exact or not words or is_group(bare):
        return exact
    return [p for p in people if _names(words, _words(plain(p.name)))]


def is_group(name: str, companies: Iterable[str] = ()) -> bool:
    """Whether the name is a department's or a company's."""
    typed = _WORD.findall(_ASIDE.sub(" ", name)) or _WORD.findall(name)
    words = [plain(word).rstrip(".") for word in typed]
    if not words:
        return False
    if words[-1] in lexicon.COMPANY or (len(words) > 1 and typed[-1] in lexicon.COMPANY_CAPITALS):
        return True
    if any(word in lexicon.UNIT or _is_unspaced_unit(word) for word in words):
        return True
    company_words = {word for company in companies for word in _company_core(company)}
    silent = lexicon.JOINING | lexicon.FUNCTION | company_words
    return all(word in silent for word in words)


def _is_unspaced_unit(word: str) -> bool:
    if word.isascii():
        return False
    endings, beginnings, function = _unspaced_units()
    return word.endswith(endings) or word.startswith(beginnings) or bool(function.fullmatch(word))


@cache
def _unspaced_units() -> tuple[tuple[str, ...], tuple[str, ...], re.Pattern[str]]:
    """Endings and beginnings of units, and what departments are called, in Japanese, as words are compared."""
    functions, endings = (
        "|".join(map(plain, words)) for words in (lexicon.FUNCTIONS_UNSPACED, lexicon.FUNCTION_ENDINGS)
    )
    return (
        tuple(map(plain, lexicon.UNIT_ENDINGS)),
        tuple(map(plain, lexicon.COMPANY_BEGINNINGS)),
        re.compile(f"(?:{functions})(?:{endings})?"),
    )


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Text without case, accents and double spaces, for comparing."""
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(bare).casefold().split())


def _words(plain_name: str) -> list[str]:
    found = (word.rstrip(".") for word in _WORD.findall(plain_name))
    return [_HONORIFIC.sub("", word) for word in found]


def _names(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether every word is one of the full name's, or the initial of one (`M. Wolf`, never `M.` alone)."""
    spelled = [word for word in words if _is_spelled(word, full)]
    initials = [word for word in words if word not in spelled]
    return bool(spelled) and all(
        len(word) == 1 and any(part.startswith(word) for part in full) for word in initials
    )


def _is_same(name: str, other: str) -> bool:
    """Whether two names are one: a Japanese name is written with a space or without."""
    if name == other or name.isascii():
        return name == other
    bare = name.replace(" ", "")
    return bool(_UNSPACED_NAME.fullmatch(bare)) and bare == other.replace(" ", "")


def _is_spelled(word: str, full: Sequence[str]) -> bool:
    """Whether the word is one of the name's, or the surname that an unspaced name begins with."""
    surname = _UNSPACED_NAME.fullmatch(word)
    return word in full or (bool(surname) and any(part.startswith(word) for part in full))


def _only_email(people: Sequence[Stakeholder]) -> str:
    """The address of the one person meant; empty where several could be, or none is known."""
    addresses = {person.email for person in people}
    return addresses.pop() if len(addresses) == 1 else ""


def _company_core(company: str) -> list[str]:
    words = [plain(word).rstrip(".") for word in _WORD.findall(company)]
    forms = lexicon.COMPANY | {form.lower() for form in lexicon.COMPANY_CAPITALS}
    return [word for word in words if word not in forms] or words
