"""`closeplan ask`: what calls said about something, in their own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addon.call_links import turn_path
from addon.commands import shared
from closeplan.errors import InputError, Mistake

if TYPE_CHECKING:
    from closeplan.calls.answers import Answer, Source

_CLOSEST = 2
"""What is shown where no answer is supported."""


@click.command("ask")
@click.argument("question")
@click.option("--deal", "plan_id", metavar="ID", help="Ask the calls of this plan only.")
@click.option(
    "--calls",
    "first",
    metavar="CALL...",
    type=click.Path(path_type=Path),
    help="Ask these transcript files instead; nothing is kept.",
)
@click.argument("more", metavar="", nargs=-1, type=click.Path(path_type=Path))
@click.option("--date", "day", metavar="DATE", help="The files' day (2026-11-23) where they name none.")
@click.option("--zone", default="", metavar="ZONE", help="The files' time zone (Europe/Berlin).")
@click.option(
    "--people",
    "people_path",
    metavar="FILE.json",
    type=click.Path(path_type=Path),
    help="Who may be on them: a list of {name, email, side, title}.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def ask_command(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    question: str,
    plan_id: str | None,
    first: Path | None,
    more: tuple[Path, ...],
    day: str | None,
    zone: str,
    people_path: Path | None,
    *,
    as_json: bool,
) -> None:
    """Answer QUESTION with what was said on calls: of the plan ID, else of all plans the installation's seller may see, else of the
    files behind --calls. An answer is an extract with call, speaker and time, or that the calls don't say: then what is listed only comes closest.

    Exit status: 0 also where they don't say, 2 a file can't be read.
    """
    files = ((first,) if first else ()) + more
    if bool(files) != bool(first) or (files and plan_id):
        raise InputError([Mistake("", "name files behind --calls, or a plan with --deal, not both")])
    if not question.strip():
        raise InputError([Mistake("QUESTION", "is empty")])
    if files:
        found, base = _of_files(question, files, day, zone, people_path), ""
    else:
        found, base = _of_store(question, plan_id)
    shared.answer(document(found), _lines(found, base), as_json=as_json)


def document(found: Answer) -> dict[str, Any]:
    """An answer as scripts get it."""
    return {
        "answer": found.text,
        "sources": [
            {"call": one.call, "turn": one.turn, "speaker": one.speaker, "time": one.time, "quote": one.quote}
            for one in found.sources
        ],
    }


def _of_files(
    question: str, files: tuple[Path, ...], day: str | None, zone: str, people_path: Path | None
) -> Answer:
    from addon.commands.ingest import files_reader
    from closeplan.calls.answers import answer_from_calls
    from closeplan.calls.known import known_from
    from closeplan.calls.stakeholders import find_stakeholders

    reader = files_reader(day, zone, people_path)
    read = list(reader.read(files))
    wrong = [one for one in read if one.error]
    if wrong:
        raise InputError([Mistake(one.name, str(one.error)) for one in wrong])
    calls = [one.call for one in read if one.call]
    spoken_of = [one for call in calls for one in find_stakeholders(call, known_from(call.people))]
    return answer_from_calls(question, calls, spoken_of, reader.people)


def _of_store(question: str, plan_id: str | None) -> tuple[Answer, str]:
    from closeplan.records import Member

    backend = shared.backend_without_queue()
    parts = backend.parts
    base = parts.settings.public_url
    if plan_id:
        return parts.of_calls.ask_calls.of_deal(question, backend.store.plan(plan_id)), base
    seller = parts.settings.seller.lower()
    return parts.of_calls.ask_calls.of_all(question, parts.store.member(seller) or Member(email=seller)), base


def _lines(found: Answer, base: str) -> Iterator[str]:
    from closeplan.calls.answers.answering import NOT_SAID

    if found.text is None:
        yield NOT_SAID + (" Closest to it:" if found.sources else "")
    if found.changed:
        yield "It changed; what was said last comes first."
    for one in found.sources[: found.quoted or _CLOSEST]:
        yield f"“{one.quote}”"
        yield f"  {one.speaker}, {one.day}, {one.call}, {clock(one.time) or f'turn {one.turn}'}{_link(one, base)}"


def clock(seconds: float | None) -> str:
    """A moment of a call as H:MM:SS; empty where the transcript has no times."""
    if seconds is None:
        return ""
    minutes, left = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{left:02}"


def _link(one: Source, base: str) -> str:
    if not one.plan:
        return ""
    return f"\n  {base}{turn_path(one.plan, one.call_id, one.turn)}"
