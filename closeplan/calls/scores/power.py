"""Who holds the money, by name: of a title that decides alone, as the plan or the call says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from closeplan.calls.model import Call, Known, Person
from closeplan.calls.scores.matching import Cues
from closeplan.calls.scores.tokens import tokens_of
from closeplan.plan.model import Role, Side

LONGEST = 3000
"""Characters of a turn that names are looked for in."""

_POLITE = r"(?:(?:Dr|Doctor|Frau|Herr|Herrn|Mr|Mrs|Ms|Monsieur|Madame|Señor|Señora|Signor|Signora|Mevrouw|Meneer)\.? ){0,2}"
_NAME = rf"\b{_POLITE}([A-ZÀ-ÖØ-Þ][\w'’-]{{1,30}})(?: ([A-ZÀ-ÖØ-Þ][\w'’-]{{1,30}}))?"
_BETWEEN = r"(?:[,.]? (?:[Hh]e's|[Ss]he's|who's|[Hh]e is|[Ss]he is|that's|is|as))?,? (?:our|my|the|unser|unsere|notre|nuestro|nuestra|nosso|nossa|onze|il nostro|la nostra) "
_TITLE = (
    r"(?:(?:commercial|group|regional|deputy|interim|new) )?"
    r"(?:[Cc]hief (?:financial|executive|operating)|C[FEO]O\b|[Ff]inance (?:director|chief)|[Ff]inancial director|[Mm]anaging director"
    r"|[Gg]eneral manager|[Hh]ead of finance|[Pp]resident|[Oo]wner|[Tt]reasurer|Finanzvorstand|Finanzchef|Finanzchefin|Geschäftsführer"
    r"|Geschäftsführerin|DAF\b|directeur financier|directrice financière|director financiero|directora financiera|diretor financeiro"
    r"|diretora financeira|direttore finanziario|direttrice finanziaria|financieel directeur)"
)
_BEFORE = re.compile(_NAME + _BETWEEN + _TITLE)
_AFTER = re.compile(rf"{_TITLE}(?: officer)?,? {_NAME}")
_DECIDES = re.compile(
    rf"{_NAME} (?:has to|needs to|must|will have to) (?:release|sign|approve|okay|authori[sz]e)"
)
_OPENERS = (
    "the we if and so but who nobody she he they it then dr doctor frau herr i you everyone somebody someone that this legal "
    "procurement finance board our my her his their is"
)
_NO_NAMES = frozenset(_OPENERS.split())


def money_holders(call: Call, known: Known, cues: Cues) -> frozenset[str]:
    """The words of the names of those who hold the money on the buyer's side, in lower case."""
    names = {
        word
        for person in (*known.people, *call.people)
        if person.side is not Side.SELLER and holds_money(person, cues)
        for word in person.name.lower().split()
    }
    said = {
        word.lower()
        for turn in call.turns
        for word in _named(turn.text)
        if call.side_of(turn) is not Side.SELLER
    }
    return frozenset((names | said) - _NO_NAMES)


def holds_money(person: Person, cues: Cues) -> bool:
    """Whether a person's role or title is one that decides over money alone."""
    if person.role is Role.ECONOMIC_BUYER:
        return True
    return "payer" in cues.marks_of(tokens_of(person.title, cues.language), {})


def _named(text: str) -> Iterator[str]:
    """The words of names that stand beside such a title, or are said to release money."""
    for pattern in (_BEFORE, _AFTER, _DECIDES):
        for found in pattern.finditer(text[:LONGEST]):
            yield from (word for word in found.groups() if word)
