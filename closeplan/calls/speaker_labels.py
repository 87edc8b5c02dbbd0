"""What a speaker's label says besides a name: a company, an address, a device, a room of several."""

# ruff: noqa: SIM905  (lists of words read best as text)

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_DEVICE = re.compile(r"['’]s\s+(?:i?phone|ipad|laptop|macbook|mobile|handy|pc)\b.*$", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:[|/@]|[-–—])\s+(.*)$")
_ADDRESS = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,190}")
_NOBODY = re.compile(
    r"(?i)^(?:unknown|unidentified|anonymous|guest|caller|inconnu|unbekannt|desconocido|desconhecido|sconosciuto|onbekend|不明)"
    r"\b.*$|^(?:speaker|spk|participant|user|sprecher|interlocuteur|hablante|falante|spreker|話者)(?:[\s_-]+\w{1,3}|\d{0,3})$|^[+(]?\d[\d\s().*x-]*$"
)
_ROOM = re.compile(
    r"(?i)\b(?:room|boardroom|huddle|conf|conference|office|raum|zimmer|besprechungsraum|salle|sala|zaal|vergaderzaal|lobby)\b|会議室"
)
_SEVERAL = re.compile(r"\s(?:&|\+|and|und|et|y|e|en|/)\s|\s?[&/]\s?")
_TITLES = frozenset(
    "dr prof mr mrs ms mx herr frau hr fr mme m sr sra sig dott dhr mevr ing dipl ir phd mba jr".split()
)
_HINTS = frozenset(
    "guest host external internal extern gast invité invitado unverified you me organizer co-host cohost".split()
)


@dataclass(frozen=True)
class Label:
    """A label taken apart. `bare` is the name alone; `several` says that no one person is behind it."""

    bare: str
    company: str = ""
    email: str = ""
    several: bool = False


def read_label(label: str) -> Label:
    """A label's parts; of an address the name is what stands before its @."""
    address = _ADDRESS.search(label)
    email = address[0] if address else ""
    rest = label.replace(email, "") if email else label
    inside = [part.strip() for part in _BRACKETS.findall(rest)]
    bare = _DEVICE.sub("", " ".join(_BRACKETS.sub(" ", rest).split())).strip(" <>-")
    tail = _TAIL.search(bare)
    if tail:
        bare, inside = bare[: tail.start()].strip(), [*inside, tail[1].strip()]
    company = next((part for part in inside if part and part.casefold() not in _HINTS), "")
    if not bare and email:
        bare = " ".join(
            word.capitalize() for word in re.split(r"[._\-+0-9]+", email.partition("@")[0]) if word
        )
    several = not bare or bool(_NOBODY.match(bare) or _ROOM.search(bare) or _SEVERAL.search(bare))
    return Label(bare or label, company, email, several)


def name_words(name: str) -> tuple[str, ...]:
    """A name's words for comparing: no case, accents, titles or punctuation, in the order people say them."""
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first} {last}"
    plain = unicodedata.normalize(
        "NFKD", name.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    )
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", ""))
    kept = tuple(word for word in words if word not in _TITLES)
    return kept or tuple(words)
