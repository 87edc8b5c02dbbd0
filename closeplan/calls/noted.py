"""A smart note that came without its transcript, as what it is: somebody's account of a call, a paragraph a turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from closeplan.calls.dues import settle_due
from closeplan.calls.findings import Binding, Commitment, Quote
from closeplan.calls.model import Call, Known, Person, Turn
from closeplan.calls.reading import suggested_next_steps

CERTAINTY = 0.6
"""How sure a step is that only a note suggests: nobody's own words stand behind it."""

NOTES = "Notes"
"""Who is said to speak in a note: nobody of those who were there."""


def turns_of_notes(notes: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Turn, ...]:
    """The paragraphs of a note under its headings, in their order; so that they are found, quoted and searched like turns."""
    paragraphs = (line for _, lines in notes for line in lines)
    return tuple(Turn(index=at, speaker=NOTES, text=line) for at, line in enumerate(paragraphs))


def noted_commitments(call: Call, known: Known) -> tuple[Commitment, ...]:
    """What a note suggests that people who are known do next: a paragraph that begins with somebody's name. Of a call with
    its transcript none: there people speak for themselves.
    """
    if not call.notes or any(turn.speaker != NOTES for turn in call.turns):
        return ()
    steps = set(suggested_next_steps(call.notes))
    people = {person.name: person for person in (*call.people, *known.people)}
    found = []
    for turn in call.turns:
        owner, rest = _named(turn.text, people) if turn.text in steps else (None, "")
        if owner is None or not rest:
            continue
        due = settle_due(call, known, turn=turn.index)
        found.append(
            Commitment(
                turn=turn.index,
                owner=owner.name,
                side=owner.side,
                what=_without(rest, due.text),
                due=due,
                binding=Binding.FIRM,
                quote=Quote(turn=turn.index, speaker=NOTES, text=turn.text),
                certainty=CERTAINTY,
            )
        )
    return tuple(found)


def _named(text: str, people: Mapping[str, Person]) -> tuple[Person | None, str]:
    """Whose name a paragraph begins with, and what it says of them; a first name counts where only one has it."""
    first_names = Counter(name.split()[0] for name in people if name.strip())
    for name, person in people.items():
        short = name.split()[0] if name.strip() else ""
        for said in (name, short if first_names[short] == 1 else ""):
            if said and text.startswith(said) and not text[len(said) : len(said) + 1].isalnum():
                rest = text[len(said) :].strip(" :,-–.")
                return person, rest.removeprefix("will ").removeprefix("to ")
    return None, ""


def _without(what: str, due: str) -> str:
    """The step without its date."""
    return " ".join(what.replace(due, " ").split()).strip(" .,") if due else what
