"""Notes that a service wrote of a call: Gemini's in a Google Doc, and those above a transcript in other exports."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from closeplan.calls.reading.draft import Draft, clean_text
from closeplan.calls.reading.headings import TRANSCRIPT, take_headings
from closeplan.calls.reading.lines import closing
from closeplan.calls.reading.plain import read_plain
from closeplan.errors import InputError

SUMMARY = frozenset(
    (
        "summary",
        "overview",
        "zusammenfassung",
        "résumé",
        "resumen",
        "resumo",
        "riepilogo",
        "samenvatting",
        "要約",
        "まとめ",
    )
)
DETAILS = frozenset(("details", "detalles", "détails", "detalhes", "dettagli", "詳細"))
NEXT_STEPS = frozenset(
    (
        "suggested next steps",
        "next steps",
        "action items",
        "empfohlene nächste schritte",
        "nächste schritte",
        "étapes suivantes suggérées",
        "prochaines étapes",
        "pasos siguientes recomendados",
        "próximos pasos",
        "próximas etapas sugeridas",
        "próximas etapas",
        "próximos passos",
        "passaggi successivi suggeriti",
        "prossimi passi",
        "voorgestelde volgende stappen",
        "volgende stappen",
        "推奨される次のステップ",
        "次のステップ",
    )
)
"""Headings under which each paragraph is something somebody should do."""

_HEADINGS = SUMMARY | DETAILS | NEXT_STEPS
_GEMINI = ("notes by gemini", "gemini's notes", "gemini took notes", "gemini takes notes")
_MARKS = "#*_ \t📝📖✨"
_TRIES = 3
"""How many lines may be the heading of the transcript: "Transcript" also names an attachment."""

_BULLETS = "-*•◦‣☐☑ \t"


def suggested_next_steps(notes: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """What a call's notes suggest to do next, one paragraph each."""
    return tuple(line for heading, lines in notes if heading.casefold() in NEXT_STEPS for line in lines)


def read_text(lines: Sequence[str]) -> Draft:
    """A text's notes, if it has some, and its turns. A note alone has none. InputError where there is neither."""
    headings = [number for number, line in enumerate(lines) if _heading(line)]
    if not headings or not _is_note(lines, headings):
        return read_plain(lines)
    spoken = _transcript_after(lines, headings)
    draft = Draft()
    if spoken is not None:
        draft = read_plain(lines[spoken:])
    last = len(lines) if spoken is None else spoken
    above = Draft()
    take_headings(above, lines[: headings[0]])
    draft.title, draft.day = above.title or draft.title, above.day or draft.day
    draft.started, draft.attendees = above.started or draft.started, above.attendees or draft.attendees
    draft.notes = _sections(lines[:last], [number for number in headings if number < last])
    return draft


def _is_note(lines: Sequence[str], headings: Sequence[int]) -> bool:
    """Two headings of a note, or one and Gemini's own words."""
    kinds = {
        next(kind for kind in (SUMMARY, DETAILS, NEXT_STEPS) if _heading(lines[n]) in kind) for n in headings
    }
    gemini = any(word in line.casefold() for line in lines if len(line) < 300 for word in _GEMINI)
    return len(kinds) > 1 or gemini


def _transcript_after(lines: Sequence[str], headings: Sequence[int]) -> int | None:
    """Where the transcript begins below a note: under its heading, else where timed turns follow the last section."""
    named = (number for number in range(headings[0], len(lines)) if _plain(lines[number]) in TRANSCRIPT)
    for number in islice(named, _TRIES):
        if _has_turns(lines[number + 1 :], timed=False):
            return number + 1
    for number in range(headings[-1] + 1, len(lines)):
        if not lines[number].strip():
            return number + 1 if _has_turns(lines[number + 1 :], timed=True) else None
    return None


def _has_turns(lines: Sequence[str], *, timed: bool) -> bool:
    try:
        said = read_plain(lines).said
    except InputError:
        return False
    return not timed or sum(one.start is not None for one in said) * 2 > len(said)


def _sections(lines: Sequence[str], headings: Sequence[int]) -> list[tuple[str, tuple[str, ...]]]:
    ends = [*headings[1:], len(lines)]
    sections = []
    for start, end in zip(headings, ends, strict=True):
        inside = [
            clean_text(line).lstrip(_BULLETS).removeprefix("[ ]").removeprefix("[x]").strip()
            for line in lines[start + 1 : end]
        ]
        told = tuple(line for line in inside if line and not closing(line) and _plain(line) not in TRANSCRIPT)
        sections.append((clean_text(lines[start]).strip(_MARKS).rstrip(":"), told))
    return sections


def _heading(line: str) -> str:
    """The line's heading in lower case if it is one of a note's, else nothing."""
    plain = _plain(line)
    return plain if plain in _HEADINGS else ""


def _plain(line: str) -> str:
    return line.strip(_MARKS).rstrip(":").casefold() if len(line) < 60 else ""
