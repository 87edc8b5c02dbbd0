"""Names of people in a turn, without a trained model: capitals in context, honorifics, who is known, common given names."""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

from closeplan.calls.model import Call, Known, Person
from closeplan.calls.stakeholders.tokens import Token, is_caseless, tokens_of
from closeplan.calls.stakeholders.words import BREAKERS, FAMILY, HONORIFICS, NOT_NAMES

AMBIGUOUS = frozenset(
    """will mark bill grant rich art pat rose faith sue guy dean don ray jay frank dawn joy grace penny ruby amber said
    jack rob bob sandy holly ivy iris violet pearl may june april august kay lee lane cliff clay dale glen hope max miles
    chase drew gene harry herb josh lance nick norm pete rod rusty skip stew tom wade ward young sky star till ray wren
    china paris rio sol hanna say long jun gal lan wei min dan dae van an ole pal noor ali lin chen sun bea bay lot nate
    percy sonny sunny carol melody harmony angel pilar dolly lou les linden nova lily daisy florence chelsea georgia
    virginia victoria carolina charlotte madison lincoln jackson austin houston dallas said val wes ned ted tad cody
    mike stella summer autumn winter eve ruth earl duke king prince basil noel victor dominic constance prudence patience
    mercy clement ernest ferris buster sherry brandy ginger olive rosemary sage hazel myrtle fern heather""".split()
)
"""Given names that are also words or places: in small letters they name nobody."""

SHORT_NAMES = {
    "bob": "robert", "bobby": "robert", "bill": "william", "billy": "william", "liz": "elizabeth", "beth": "elizabeth",
    "betty": "elizabeth", "mike": "michael", "mick": "michael", "kate": "kat", "kathy": "kath", "jim": "james",
    "jimmy": "james", "dick": "richard", "peggy": "margaret", "meg": "margaret", "maggie": "margaret", "jack": "john",
    "ted": "edward", "ned": "edward", "tony": "anthony", "hank": "henry", "harry": "henry", "sasha": "alexand",
    "sandy": "alexand", "chuck": "charles", "steve": "ste", "jenny": "jennifer", "becky": "rebecca", "andy": "andrew",
    "tina": "christina", "hans": "johannes", "uli": "ulrich", "sepp": "josef", "pepe": "jose", "nacho": "ignacio",
    "paco": "francisco", "beppe": "giuseppe", "xander": "alexander", "jaap": "jacob", "kees": "cornelis", "vicky": "victoria",
    "debbie": "deborah", "sue": "susan", "suzy": "susan", "katie": "kat", "larry": "lawrence", "greg": "gregor",
}  # fmt: skip
"""What some are called for short that does not begin their name; a value may be a name's beginning."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens `first` to `last`; `text` is how it is written, `words` it folded and without honorific. `person` is
    who is known by it; `sure` says that it is a person's for itself, not only by its capital; `here` that they are on the call.
    """

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    honorific: str
    person: Person | None
    sure: bool
    here: bool = False


@cache
def given_names() -> frozenset[str]:
    """Common given names of many countries, folded; a list of our own."""
    return frozenset((files(__package__) / "given_names.txt").read_text(encoding="utf-8").split())


def is_given(word: str) -> bool:
    """Whether a folded word is a common given name, with its accents or without."""
    if word.isascii() and "-" not in word:
        return word in given_names()
    if "-" in word:
        return all(map(is_given, word.split("-")))
    plain = "".join(sign for sign in normalize("NFKD", word) if not combining(sign))
    return word in given_names() or plain in given_names()


def name_words(name: str) -> tuple[str, ...]:
    """A name's words, folded, without honorifics."""
    return tuple(token.low for token in tokens_of(name) if token.low not in HONORIFICS and token.low != "'s")


def _fullest(people: Sequence[Person], here: frozenset[str]) -> Iterator[Person]:
    """Everybody but those of whom a fuller name is there: "Nikhil", known from an earlier call, is "Nikhil Joshi" now."""
    for person in people:
        words = set(name_words(person.name))
        fuller = [
            one for one in people if words < set(name_words(one.name)) and one.side in {person.side, None}
        ]
        same = [
            one
            for one in people
            if one.name in here and words == set(name_words(one.name)) and one is not person
        ]
        if person.name in here or not (fuller or same):
            yield person


class Naming:
    """What a call as a whole says about its names: who is known, and which words are written in small letters."""

    def __init__(self, call: Call, known: Known) -> None:
        self.caseless = is_caseless(" ".join(turn.text for turn in call.turns)[:200_000])
        self.only_cues = call.language == "de" or self.caseless
        on_call = [*call.people, *call.speakers.values()]
        self.here = frozenset(person.name for person in on_call)
        everybody = {person.name.casefold(): person for person in [*known.people, *on_call]}
        self.people = tuple(_fullest(tuple(everybody.values()), self.here))
        self._by_word: dict[str, list[Person]] = {}
        for person in self.people:
            for word in name_words(person.name):
                self._by_word.setdefault(word, []).append(person)
        firms = f"{known.buyer} {known.seller}"
        self._firms = {token.low for token in tokens_of(firms)} - set(self._by_word)
        self._small, self._inside = self._spellings(call)

    def _spellings(self, call: Call) -> tuple[frozenset[str], set[str]]:
        tokens = [token for turn in call.turns for token in tokens_of(turn.text)]
        small = frozenset(token.low for token in tokens if token.text.islower())
        inside = {token.low for token in tokens if token.text[:1].isupper() and not token.first}
        return small, inside

    def person_of(self, words: Sequence[str], honorific: str = "") -> Person | None:
        """Who is known by these words of a name: all of them, or a single one that names nobody else."""
        if not words:
            return None
        found = [one for one in self._by_word.get(words[0], ()) if set(words) <= set(name_words(one.name))]
        if not found and len(words) > 1:
            found = [one for one in self.people if name_words(one.name) == (words[0],)]
        if not found and len(words) == 1 and not honorific:
            found = self._by_short_name(words[0])
        if len(found) > 1 and not honorific:
            found = [one for one in found if name_words(one.name)[0] == words[0]] or found
        return found[0] if found else None

    def remember(self, words: Iterable[str]) -> None:
        """Count these words as names from here on, wherever in a sentence they stand."""
        self._inside.update(words)

    def _by_short_name(self, word: str) -> list[Person]:
        """Who may be called so for short: Des is Desmond, if there is one Desmond only."""
        firsts = [(one, name_words(one.name)[:1]) for one in self.people]
        long = SHORT_NAMES.get(word, word)
        short = [
            one
            for one, first in firsts
            if first and len(long) > 2 and first[0] != word and first[0].startswith(long)
        ]
        return short if len(short) == 1 else []

    def is_name_word(self, token: Token, *, alone: bool = False) -> bool:
        """Whether this word may be part of a person's name; `alone` says that a comma or nothing
        follows it.
        """
        low = token.low
        if low in self._by_word and (self.caseless or token.text[:1].isupper()):
            return low not in AMBIGUOUS or not self.caseless or not token.text.islower()
        letters = low.replace("-", "").replace("'", "").isalpha()
        if low in NOT_NAMES or low in BREAKERS or low in FAMILY or not letters:
            return False
        if self.caseless:
            return is_given(low) and low not in AMBIGUOUS
        return self._is_capitalised_name(token, alone=alone)

    def _is_capitalised_name(self, token: Token, *, alone: bool) -> bool:
        low = token.low
        capital = token.text[:1].isupper() and not (token.text.isupper() and len(token.text) > 1)
        parts = token.text.split("-")
        compound = token.first and not parts[-1][:1].isupper() and not is_given(parts[0].casefold())
        if not capital or compound or low in self._firms:
            return False
        if is_given(low):
            return not token.first or low not in AMBIGUOUS or low in self._inside or alone
        unusual = low not in self._small and (
            not token.first or low in self._inside or (alone and _may_be(low))
        )
        return unusual and not self.only_cues


def names_in(tokens: Sequence[Token], naming: Naming, taken: Iterable[int] = ()) -> list[Name]:
    """The names of a turn, from left to right; tokens in `taken` belong to titles."""
    used, found, at = set(taken), [], 0
    while at < len(tokens):
        name = _name_at(tokens, at, naming, used)
        if name:
            found.append(name)
            at = name.last + 1
        else:
            at += 1
    return found


def _name_at(tokens: Sequence[Token], at: int, naming: Naming, used: set[int]) -> Name | None:
    step, honorifics = at, []
    while step < len(tokens) and tokens[step].low in HONORIFICS and _follows(tokens, at, step):
        honorifics.append(HONORIFICS[tokens[step].low])
        step += 1
    first = step
    while step < len(tokens) and step - first < 3 and _follows(tokens, first, step) and step not in used:
        after_honorific = bool(honorifics) and step == first and _is_surname(tokens[step], naming)
        if not (
            naming.is_name_word(
                tokens[step], alone=_breaks_after(tokens, step) or _capital_follows(tokens, step)
            )
            or after_honorific
            or _is_last_name(tokens, first, step, naming)
        ):
            break
        step += 1
    if step == first or _is_day(tokens, step):
        return None
    words = tuple(token.low for token in tokens[first:step])
    honorific = " ".join(honorifics)
    person = naming.person_of(words, honorific)
    spelled = " ".join(_written(token, naming) for token in tokens[first:step])
    text = f"{honorific} {spelled}" if honorific else spelled
    sure = bool(honorifics or person or is_given(words[0]))
    if not sure and _is_place(tokens, at):
        return None
    here = bool(person and person.name in naming.here)
    naming.remember(words)
    return Name(at, step - 1, text, words, honorific, person, sure, here)


def _is_day(tokens: Sequence[Token], end: int) -> bool:
    """Whether the name is a feast's: "Patrick's Day"."""
    return [token.low for token in tokens[end : end + 2]] in (["'s", "day"], ["'s", "night"], ["'s", "eve"])


def _is_place(tokens: Sequence[Token], at: int) -> bool:
    """Whether a capitalised word stands where places, firms and days do: "in Graz", "at Acme"."""
    while (
        at and not tokens[at].after_break and tokens[at - 1].text[:1].isupper() and not tokens[at - 1].first
    ):
        at -= 1
    if not at or tokens[at].first or tokens[at].after_break:
        return False
    before = tokens[at - 1].low
    return before in {"in", "at", "near", "into", "on", "the", "a", "an", "via", "our", "your", "their"}


def _breaks_after(tokens: Sequence[Token], step: int) -> bool:
    """Whether a comma follows, or the sentence ends."""
    return step + 1 >= len(tokens) or tokens[step + 1].after_break or tokens[step + 1].first


def _capital_follows(tokens: Sequence[Token], step: int) -> bool:
    """Whether a capitalised word follows at once, as in a full name."""
    if step + 1 >= len(tokens) or tokens[step + 1].first or tokens[step + 1].after_break:
        return False
    word = tokens[step + 1]
    return word.text[:1].isupper() and not word.text.isupper() and word.low not in NOT_NAMES | BREAKERS


def _may_be(low: str) -> bool:
    """Whether a word that begins a sentence may be a name for its form: not "Honestly," or "Pricing,"."""
    return len(low) > 2 and not low.endswith(
        ("ly", "ing", "ed", "tion", "ment", "ness", "ity", "body", "thing")
    )


def _follows(tokens: Sequence[Token], first: int, step: int) -> bool:
    return step == first or (tokens[step].sentence == tokens[first].sentence and not tokens[step].after_break)


def _is_surname(token: Token, naming: Naming) -> bool:
    plain = token.low.isalpha() and token.low not in BREAKERS
    return plain and (naming.caseless or token.text[:1].isupper())


def _is_last_name(tokens: Sequence[Token], first: int, step: int, naming: Naming) -> bool:
    """A capitalised word right after a given name, whatever else it may mean: "Faye Winter"."""
    token = tokens[step]
    after_given = step > first and is_given(tokens[step - 1].low)
    plain = token.text[:1].isupper() and not token.text.isupper() and token.low not in BREAKERS | NOT_NAMES
    return after_given and plain and not naming.caseless


def _written(token: Token, naming: Naming) -> str:
    return "-".join(part.capitalize() for part in token.text.split("-")) if naming.caseless else token.text
