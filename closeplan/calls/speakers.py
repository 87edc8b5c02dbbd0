"""Who speaks: labels of a transcript matched to people who are known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from closeplan.calls.language import language_of
from closeplan.calls.model import Call, Person, Transcript, Turn
from closeplan.calls.noted import turns_of_notes
from closeplan.calls.sides import SideTeller
from closeplan.calls.speaker_labels import Label, name_words, read_label
from closeplan.calls.speaker_matching import likely, surely

_INTRODUCED = re.compile(
    r"(?i)^(?:(?:hi|hey|hello|hallo|yeah|yes|and|so|um|uh|sorry|bonjour|hola|ciao|olá)\b[\s,.!]*){0,3}"
    r"(?:this is|i'm|i am|my name is|it's|hier ist|hier spricht|ici|soy|sono|sou|dit is|je suis|ich bin)\s+"
    r"((?-i:[^\W\d_a-zß-ÿ])[\w'’-]*(?:\s(?-i:[^\W\d_a-zß-ÿ])[\w'’-]*)?)(?=\s*(?:[.,!]|$|speaking|here|from|again|von))"
)
_HERE = re.compile(r"^([^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*)?) here\b")


def call_of(  # noqa: PLR0913 - what is known of a call, each by its name
    transcript: Transcript,
    *,
    name: str,
    day: date,
    zone: str,
    people: Sequence[Person],
    seller: str = "",
    buyer: str = "",
) -> Call:
    """The transcript as a call of that name and day, its speakers matched to `people` (misheard names, first names, several
    in a room) and to its own attendees. `seller` is the seller's company or mail domain, which tells sides of others;
    `buyer` the buyer's.

    A label that two people could be behind is nobody's. A room's turn is of a person only where they say who they are.
    """
    tell = SideTeller(people, seller=seller, buyer=buyer)
    attendees = _attending(transcript.attendees, people, tell)
    everyone = _distinct([*people, *attendees])
    labels = {
        label: read_label(label)
        for label in dict.fromkeys(turn.speaker for turn in transcript.turns)
        if label
    }
    speakers = _matched(labels, everyone, tell)
    turns = _introduced(transcript.turns, labels, everyone) or turns_of_notes(transcript.notes)
    speakers |= {one.name: one for one in everyone if any(turn.speaker == one.name for turn in turns)}
    spoke = [speakers[label] for label in dict.fromkeys(turn.speaker for turn in turns) if label in speakers]
    return Call(
        name=name,
        day=day,
        zone=zone,
        title=transcript.title,
        language=language_of((turn.text for turn in turns), transcript.language),
        turns=turns,
        people=_distinct([*attendees, *spoke]),
        speakers=speakers,
        started=transcript.started,
        notes=transcript.notes,
    )


def _matched(labels: Mapping[str, Label], everyone: Sequence[Person], tell: SideTeller) -> dict[str, Person]:
    """The person behind each label; of a name that nobody has, a person of that name."""
    # José Ortega y Gasset is one person where somebody is known by that name, and two people elsewhere
    found = {label: one for label, read in labels.items() if (one := surely(read, everyone))}
    named = {label: read for label, read in labels.items() if not read.several}
    # whoever speaks under their own name is not also behind another label that merely resembles it
    taken = {one.name.casefold() for one in found.values()}
    free = [one for one in everyone if one.name.casefold() not in taken]
    for label, read in named.items():
        if label not in found:
            side = tell.side(read.email, read.company)
            # "Rob (Shiftwell)" is not the buyer's Rob
            possible = [one for one in free if side is None or one.side in (None, side)]
            meant = None if _is_ambiguous(read, everyone) else likely(read, possible)
            found[label] = meant or Person(name=read.bare, email=read.email, side=side)
    return found


def _is_ambiguous(read: Label, everyone: Sequence[Person]) -> bool:
    """Whether a first or last name alone is that of several, one of whom may speak under the whole name."""
    words = name_words(read.bare)
    return len(words) == 1 and sum(words[0] in name_words(one.name) for one in everyone) > 1


def _attending(attendees: Sequence[Person], people: Sequence[Person], tell: SideTeller) -> list[Person]:
    """Who was there, as they are known; a room is nobody."""
    labels = [read_label(person.name) for person in attendees]
    return [
        _known_as(person, people, tell)
        for person, label in zip(attendees, labels, strict=True)
        if not label.several or surely(label, people)
    ]


def _known_as(person: Person, people: Sequence[Person], tell: SideTeller) -> Person:
    """An attendee as somebody known, with what only the transcript says; else with the side that the address tells."""
    read = read_label(person.name)
    read = replace(read, email=person.email or read.email)
    known = surely(read, people) or (
        None if read.several or _is_ambiguous(read, people) else likely(read, people)
    )
    if known is None:
        side = person.side or tell.side(read.email, read.company)
        return replace(person, name=read.bare, email=read.email, side=side)
    return replace(
        known,
        email=known.email or read.email,
        title=known.title or person.title,
        side=known.side or person.side,
    )


def _distinct(people: Sequence[Person]) -> tuple[Person, ...]:
    """Each person once; of two of the same name the later one, which knows more, at the place of the first."""
    return tuple({one.name.casefold(): one for one in people}.values())


def _introduced(
    turns: Sequence[Turn], labels: Mapping[str, Label], everyone: Sequence[Person]
) -> tuple[Turn, ...]:
    """A room's turns in which somebody says who they are, as that person's."""
    return tuple(
        replace(turn, speaker=one.name)
        if turn.speaker in labels
        and labels[turn.speaker].several
        and (one := _introducing(turn.text, everyone))
        else turn
        for turn in turns
    )


def _introducing(text: str, everyone: Sequence[Person]) -> Person | None:
    match = _INTRODUCED.match(text[:120]) or _HERE.match(text[:120])
    if not match:
        return None
    label = read_label(match[1])
    return surely(label, everyone) or (None if _is_ambiguous(label, everyone) else likely(label, everyone))
