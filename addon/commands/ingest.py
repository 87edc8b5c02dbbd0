"""`closeplan ingest`: what calls said, looked at, or taken into a plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from addon.commands import shared
from closeplan.errors import CloseplanError, InputError, Mistake

if TYPE_CHECKING:
    from addon.call_files import CallFile, CallFiles
    from addon.wiring import Parts
    from closeplan.calls.findings import Findings
    from closeplan.records import PlanRecord

_WRONG = 2


@click.command("ingest")
@click.argument("files", metavar="CALL...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--deal", "plan_id", metavar="ID", help="The plan the calls belong to.")
@click.option("--dry-run", is_flag=True, help="Say what is found and change nothing; needs no plan.")
@click.option("--date", "day", metavar="DATE", help="The calls' day (2026-11-23) where the files name none.")
@click.option("--zone", default="", metavar="ZONE", help="The calls' time zone (Europe/Berlin).")
@click.option(
    "--people",
    "people_path",
    metavar="FILE.json",
    type=click.Path(path_type=Path),
    help="Who may be on them: a list of {name, email, side, title}.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document a file.")
def ingest_command(  # noqa: PLR0913 - a command's options are its arguments
    files: tuple[Path, ...],
    plan_id: str | None,
    day: str | None,
    zone: str,
    people_path: Path | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read transcripts: WebVTT, SRT, text, JSON, what Google Docs and smart notes export. With --deal what they say waits as
    suggestions in the seller's sidebar; the same call twice is one call.

    Exit status: 0 all read, 2 a file could not be (the others were).
    """
    if dry_run == bool(plan_id):
        told = "say either which plan the calls belong to (--deal ID), or --dry-run to see what they say"
        raise InputError([Mistake("", told)])
    if plan_id:
        if people_path:
            raise InputError([Mistake("--people", "goes with --dry-run: a plan knows its people")])
        wrong = _take_in(files, plan_id, _day(day), _zone(zone), as_json=as_json)
    else:
        wrong = _look(files, files_reader(day, zone, people_path), as_json=as_json)
    raise SystemExit(_WRONG if wrong else 0)


def _take_in(files: tuple[Path, ...], plan_id: str, day: date | None, zone: str, *, as_json: bool) -> bool:
    """Take every file into the plan, each for itself; whether one of them could not be."""
    from addon.call_files import call_bytes
    from closeplan.calls.reading import call_name
    from closeplan.services.ingest import HandedIn

    backend = shared.backend()
    record, by = backend.store.plan(plan_id), backend.settings.seller
    wrong = False
    for path in files:
        name = call_name(path.name)
        try:
            source = f"cli:{path.name}"
            given = HandedIn(data=call_bytes(path), name=path.name, source=source, by=by, day=day, zone=zone)
            done = backend.parts.of_calls.ingest(record, given)
        except CloseplanError as error:
            wrong = True
            click.echo(f"{name}: {error}", err=True)
            document: dict[str, Any] = {"call": name, "error": str(error)}
            shared.answer(document, iter(()), as_json=as_json)
            continue
        for problem in done.problems:
            click.echo(f"{name}: {problem}", err=True)
        document = {
            "call": name,
            "id": done.record.id,
            "new": done.is_new,
            "proposed": done.proposed,
            "mapped": list(done.mapped),
            "recap": _recap(backend.parts, record, done.record.id),
            "problems": [str(problem) for problem in done.problems],
        }
        shared.answer(document, _taken_in(document), as_json=as_json)
    return wrong


def _recap(parts: Parts, record: PlanRecord, call_id: str) -> str:
    """Where the recap's draft opens; a mailbox that can't be reached takes nothing back of what was taken in."""
    try:
        return parts.of_calls.recap_after_call(record, call_id)
    except CloseplanError as error:
        click.echo(f"no recap was laid among the drafts ({error}); the sidebar writes it", err=True)
        return ""


def _taken_in(document: dict[str, Any]) -> Iterator[str]:
    if not document["new"]:
        yield f"{document['call']}: the plan has this call already; nothing was changed"
    else:
        count = document["proposed"]
        yield f"{document['call']}: taken in, {count} suggestion{'s' * (count != 1)} in the sidebar"
    if document["mapped"]:
        yield f"  on the stakeholder map now: {', '.join(document['mapped'])}"
    if document["recap"]:
        yield f"  recap among the drafts: {document['recap']}"


def files_reader(day: str | None, zone: str, people_path: Path | None) -> CallFiles:
    """Reads transcript files with a command's options; InputError where one of them is wrong."""
    from addon.call_files import CallFiles, people_file

    people = people_file(people_path) if people_path else ()
    return CallFiles(people=people, today=shared.today(), day=_day(day), zone=_zone(zone))


def _look(files: tuple[Path, ...], reader: CallFiles, *, as_json: bool) -> bool:
    """Print what every file says; whether one of them could not be read."""
    from closeplan.calls.export import findings_document
    from closeplan.calls.series import understand_series

    read = list(reader.read(files))
    calls = [one.call for one in read if one.call]
    found = iter(understand_series(calls, reader.people))
    for one in read:
        _tell_problems(one)
        if one.call is None:
            if as_json:
                click.echo(json.dumps({"call": one.name, "error": str(one.error)}, ensure_ascii=False))
            continue
        findings = next(found)
        document = findings_document(one.call, findings)
        shared.answer(document, _lines(document, findings), as_json=as_json)
    return any(one.error for one in read)


def _tell_problems(one: CallFile) -> None:
    for told in (one.error, *one.problems):
        if told:
            click.echo(f"{one.name}: {told}", err=True)


def _lines(document: dict[str, Any], found: Findings) -> Iterator[str]:
    """The same for people: what was found, with its turn and words."""
    yield f"{document['call']}: {document['turns']} turns on {document['date']}"
    for one in found.commitments:
        due = f", due {one.due.day or one.due.text}" if one.due.text else ""
        hangs = " (conditional)" if one.binding == "conditional" else ""
        yield f"  commitment, turn {one.turn}: {one.owner}: {one.what}{due}{hangs} “{one.quote.text}”"
    for kind, entries in (
        ("unanswered request", found.requests),
        ("risk", found.risks),
        ("dependency", found.dependencies),
        ("date change", found.date_changes),
        ("objection", found.objections),
        ("next step", found.next_steps),
    ):
        for entry in entries:
            yield f"  {kind}, turn {entry.turn}: {entry.what} “{entry.quote.text}”"
    for person in found.stakeholders:
        there = "on the call" if person.present else "not on the call"
        yield f"  stakeholder, turn {person.turn}: {person.name or person.title} ({person.role or 'no role'}), {there}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError([Mistake("--date", f"“{text}” is no day; write it as 2026-11-23")]) from error


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError([Mistake("--zone", f"“{name}” is no IANA name such as Europe/Berlin")]) from error
