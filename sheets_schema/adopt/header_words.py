"""What a column's header says by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from closeplan.plan.model import Side
from closeplan.plan.signals import Table
from sheets_schema.adopt.lexicon import (
    MAYBE,
    header_index,
    ignored_index,
    is_japanese,
    side_words,
    stage_index,
)
from sheets_schema.vocabulary import plain

_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*")
_PARTS = re.compile(r"\s*(?:[/|\n・／｜;]|\s[-–—]\s)\s*")
_SMALL = re.compile(
    r"[()\[\]]|\b(the|du|del|dello|do|da|dei|van|de|vom|des|le|la|il|o|el|lato|cote|seite|side|team|own)\b"
)
_BY = re.compile(r"\w (by|durch|von|par|por|da|door)$")
"""What somebody has done to an item, where nothing else is understood, is mostly to agree to it."""
_LONGEST = 70
_NEAR = 87
"""How alike, of 100, a misspelt header has to be."""
_PART, _SIDED, _STAGED, _HELD, _SPELT, _CUT = 0.92, 0.95, 0.9, 0.8, 0.85, 0.7
"""How much less a header says that had to be taken apart: one of two languages, without its side, without its date's
stage, a phrase within a longer one, misspelt, cut off."""


class Said(NamedTuple):
    """One reading of a header: how far it speaks for a field, and through which word."""

    weight: float
    word: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a header says: fields with their weight, how sure it is none of ours, whose it is, a date's stage.

    `rest` is what a header says besides its field's word, such as a company's name.
    """

    text: str
    fields: dict[str, Said] = field(default_factory=dict)
    ignored: float = 0.0
    side: Side | None = None
    stage: str = ""
    rest: str = ""

    def weight(self, name: str) -> float:
        """How far the header speaks for a field."""
        return self.fields[name].weight if name in self.fields else 0.0

    @property
    def best(self) -> float:
        """The strongest of its fields."""
        return max((said.weight for said in self.fields.values()), default=0.0)


@lru_cache(maxsize=4096)
def heading(text: str, table: Table, *, spelling: bool = True) -> Heading:
    """What a header says about the fields of one table; `spelling` forgives misspelt words, which takes longer."""
    if not text or len(text) > _LONGEST:
        return Heading(text=text)
    fields: dict[str, Said] = {}
    ignored = 0.0
    side, rest = None, ""
    for variant, weight in _variants(text):
        bare = plain(variant)
        found, beside = _look_up(bare, table)
        core, its_side = _without_side(bare)
        side = side or its_side
        if its_side and core:
            sided, beside = _look_up(core, table)
            found = _stronger(found, sided, _SIDED)
        elif its_side and table is Table.TIMELINE:
            if bare not in header_index(table):
                found.pop("side", None)  # "Customer side" is one side, not the column of sides
            found = _stronger(found, {"owner": Said(0.6, bare)}, 1)
        fields = _stronger(fields, found, weight)
        rest = rest or beside
        ignored = max(ignored, weight * _ignored(bare, table))
    if not fields and not ignored and text.rstrip().endswith("."):
        fields, ignored = _abbreviated(plain(text), table)
    if not fields and not ignored and _BY.search(plain(text)) and table is Table.TIMELINE:
        fields = {"confirmed_by": Said(MAYBE, plain(text))}
    if spelling and not fields and not ignored:
        fields, ignored = _misspelt(plain(_BRACKETS.sub(" ", text)), table)
    stage = _stage(text)
    return Heading(text=text, fields=fields, ignored=ignored, side=side, stage=stage, rest=rest)


def _variants(text: str) -> list[tuple[str, float]]:
    """The header, the header without its brackets, and its parts where it says things twice."""
    joined = " ".join(text.split())
    variants = [(joined, 1.0)]
    bare = _BRACKETS.sub(" ", joined).strip()
    if bare and bare != joined:
        variants.append((bare, 0.97))
    if "%" in bare and bare != "%":
        variants.append((bare.replace("%", " "), 0.9))
    whole = _BRACKETS.sub(" ", text).strip()
    parts = [part for part in _PARTS.split(whole) if part != whole]
    return variants + [(part, _PART) for part in parts if len(part) > 1 or is_japanese(part)]


def _stronger(one: dict[str, Said], other: dict[str, Said], factor: float) -> dict[str, Said]:
    merged = dict(one)
    for name, said in other.items():
        weight = said.weight * factor
        if name not in merged or merged[name].weight < weight:
            merged[name] = Said(weight, said.word)
    return merged


def _look_up(bare: str, table: Table) -> tuple[dict[str, Said], str]:
    """A word's fields: as it stands, without the stage of a date, or the longest phrase it holds with what is left."""
    index = header_index(table)
    if bare in index:
        return {name: Said(weight, bare) for name, weight in index[bare].items()}, ""
    tokens = bare.split()
    for unstaged in _without_stages(tokens):
        if unstaged in index:
            return {n: Said(w * _STAGED, unstaged) for n, w in index[unstaged].items()}, ""
    return _held_japanese(bare, table) if is_japanese(bare) else _held(tokens, table)


def _without_stages(tokens: list[str]) -> list[str]:
    """A header without one word for a date's stage, and without all: a revised target date is a target date."""
    stages = [at for at, token in enumerate(tokens) if token in stage_index()]
    shorter = [" ".join(tokens[:at] + tokens[at + 1 :]) for at in stages]
    none_left = " ".join(token for token in tokens if token not in stage_index())
    return [*shorter, none_left] if stages else []


def _held(tokens: list[str], table: Table) -> tuple[dict[str, Said], str]:
    index = header_index(table)
    found: dict[str, Said] = {}
    rest = ""
    for size in range(len(tokens) - 1, 0, -1):
        for start in range(len(tokens) - size + 1):
            phrase = " ".join(tokens[start : start + size])
            if phrase not in index or len(phrase) < 2:
                continue
            share = _HELD * (size / len(tokens)) ** 0.3
            found = _stronger(found, {n: Said(w, phrase) for n, w in index[phrase].items()}, share)
            rest = rest or " ".join(tokens[:start] + tokens[start + size :])
        if found:
            return found, rest
    return {}, ""


def _held_japanese(bare: str, table: Table) -> tuple[dict[str, Said], str]:
    index = header_index(table)
    able = (word for word in index if len(word) > (1 if is_japanese(word) else 2))
    held = sorted((word for word in able if word in bare), key=len)
    if not held:
        return {}, ""
    longest = held[-1]
    share = _HELD * (len(longest) / len(bare)) ** 0.4
    return {n: Said(w * share, longest) for n, w in index[longest].items()}, bare.replace(longest, "", 1)


def _ignored(bare: str, table: Table) -> float:
    index = ignored_index(table)
    if bare in index:
        return 1.0
    tokens = bare.split()
    for size in range(len(tokens) - 1, 0, -1):
        phrases = (" ".join(tokens[i : i + size]) for i in range(len(tokens) - size + 1))
        if any(len(phrase) > 2 and phrase in index for phrase in phrases):
            return 0.6 * float((size / len(tokens)) ** 0.3)
    return 0.0


def _without_side(bare: str) -> tuple[str, Side | None]:
    """A header without the word that says whose it is."""
    if is_japanese(bare):
        word = next((word for word in side_words() if word in bare and is_japanese(word)), "")
        return (bare.replace(word, "", 1).strip(" の側"), side_words()[word]) if word else (bare, None)
    match = _side_pattern().search(bare)
    if not match:
        return bare, None
    core = _SMALL.sub(" ", f"{bare[: match.start()]} {bare[match.end() :]}")
    return " ".join(core.split()), side_words()[match[1]]


@cache
def _side_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in side_words() if not is_japanese(word))
    return re.compile(rf"(?<!\w)({words})(?:'s|s)?(?!\w)")


def _abbreviated(bare: str, table: Table) -> tuple[dict[str, Said], float]:
    """What the words begin with that were cut off by a full stop: "Bem." is a Bemerkung."""
    if len(bare) < 3:
        return {}, 0.0
    fields: dict[str, Said] = {}
    for word, meanings in header_index(table).items():
        if word.startswith(bare) and " " not in word:
            fields = _stronger(fields, {name: Said(weight, word) for name, weight in meanings.items()}, _CUT)
    return fields, _CUT * any(word.startswith(bare) for word in ignored_index(table))


def _misspelt(bare: str, table: Table) -> tuple[dict[str, Said], float]:
    """The header word a misspelt one comes nearest to."""
    if len(bare) < 5 or is_japanese(bare):
        return {}, 0.0
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a header that nobody knows needs it

    index = header_index(table)
    near = process.extractOne(bare, [w for w in index if len(w) > 3], scorer=fuzz.ratio, score_cutoff=_NEAR)
    far = process.extractOne(
        bare, [w for w in ignored_index(table) if len(w) > 3], scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    if far and (not near or far[1] > near[1]):
        return {}, _SPELT
    if not near:
        return {}, 0.0
    return {name: Said(weight * _SPELT, near[0]) for name, weight in index[near[0]].items()}, 0.0


def _stage(text: str) -> str:
    """At which stage a date of that header is; of several words the one that says it is past or was first."""
    bare = plain(text)
    if len(bare.split()) > 4:
        return ""  # a sentence ("When will it be done?") only happens to hold such a word
    found = {stage_index()[token] for token in re.findall(r"[^\W_]+", bare) if token in stage_index()}
    if is_japanese(bare):
        found |= {stage for word, stage in stage_index().items() if is_japanese(word) and word in bare}
    order = ("original", "actual", "created", "now", "planned")
    return next((stage for stage in order if stage in found), "")
