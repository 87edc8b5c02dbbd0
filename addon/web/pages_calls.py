"""The pages of a plan's calls: the list with its forms, each call with what was found in it. No buyer ever sees them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog
from flask import Blueprint, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from addon.call_desk import CallDesk
from addon.pages.call_view import CallView, counts
from addon.processes import give_back_memory
from addon.web import frame
from addon.web.visits import Visits
from closeplan.calls.export import findings_document
from closeplan.calls.file_kinds import ENDINGS, MOST_BYTES, as_file_name
from closeplan.errors import ForbiddenError, InputError, Mistake
from closeplan.plan.model import Side
from closeplan.plan.suggestions import Decision
from closeplan.records import PlanRecord
from closeplan.services.hand_in import Outcome, Told, people_in
from closeplan.services.overview import Overview

MOST_FILES = 20
MOST_UPLOAD = 3 * MOST_BYTES
"""Bytes of one upload, all its files together."""

LARGE_UPLOAD = 1_000_000
"""Bytes of files from which what reading them took is given back at once."""

MOST_LISTED = 200
"""Calls that the list shows, the newest; `closeplan calls` has them all."""

_SIDES = {"ours": Side.SELLER, "theirs": Side.BUYER}

PASTED = "Pasted text"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class CallPages:
    """What these pages need. The `desk` is made when somebody comes: what reads calls is large."""

    visits: Visits
    overview: Overview
    desk: Callable[[], CallDesk]

    def blueprint(self) -> Blueprint:
        """The paths below `/plans/<id>/calls`. Who may see the plan sees its calls; only its owner adds and erases."""
        paths = Blueprint("calls", __name__)
        paths.before_request(self._make_room)
        frame.guard_forms(paths)
        member = self.visits.for_members
        base, one = "/plans/<plan_id>/calls", "/plans/<plan_id>/calls/<call_id>"
        paths.add_url_rule(base, "list", member(self._list))
        paths.add_url_rule(base, "add", member(self._add), methods=["POST"])
        paths.add_url_rule(one, "call", member(self._call))
        paths.add_url_rule(f"{one}/findings.json", "findings", member(self._findings))
        paths.add_url_rule(f"{one}/said.txt", "said", member(self._said))
        paths.add_url_rule(f"{one}/sides", "sides", member(self._sides), methods=["POST"])
        paths.add_url_rule(f"{one}/erase", "erase", member(self._erase), methods=["POST"])
        return paths

    def _make_room(self) -> None:
        """Only who is signed in may post more than a form's few words."""
        if request.method == "POST" and self.visits.member() is not None:
            request.max_content_length = MOST_UPLOAD
            request.max_form_memory_size = MOST_BYTES

    def _list(self, plan_id: str) -> Response:
        record = self._seen(plan_id)
        return self._shown(record)

    def _shown(self, record: PlanRecord, answers: list[Outcome] | None = None, problem: str = "") -> Response:
        desk = self.desk()
        kept = desk.calls.kept_calls(record.id, newest=MOST_LISTED)[::-1]
        filed = desk.suggestions.suggestions(record.id)
        waiting = Counter(one.suggestion.said.call for one in filed if one.decision is Decision.OPEN)
        return frame.page(
            "calls.html",
            status=400 if problem else 200,
            record=record,
            may_add=self._owns(record),
            lines=[(CallView(one), list(counts(one.findings)), waiting[one.record.id]) for one in kept],
            more=len(kept) == MOST_LISTED,
            answers=answers or [],
            problem=problem,
            given=request.form,
            zone=desk.zone,
            endings=",".join(ENDINGS),
            megabytes=MOST_BYTES // 1_000_000,
            most_files=MOST_FILES,
        )

    def _add(self, plan_id: str) -> Response:
        """Files, or pasted text; each file is answered by itself."""
        record = self._own(plan_id)
        try:
            told, files = self._told(), self._files()
        except InputError as error:
            return self._shown(record, problem=str(error))
        answers = self._handed_in(record, files, told)
        new = sum(bool(one.result and one.result.is_new) for one in answers)
        log.info("took in calls", by=self.visits.here().email, files=len(files), new=new)
        answer = self._shown(record, answers)
        if sum(len(data) for _, data in files) >= LARGE_UPLOAD:
            answer.call_on_close(give_back_memory)
        return answer

    def _files(self) -> list[tuple[str, bytes]]:
        pasted = request.form.get("text", "").strip()
        if pasted:
            title = request.form.get("title", "").strip() or PASTED
            return [(as_file_name(title[:200]), pasted.encode())]
        uploads = [one for one in request.files.getlist("files") if one.filename]
        if not uploads:
            raise InputError([Mistake("Files", "choose at least one file, or paste the text")])
        if len(uploads) > MOST_FILES:
            raise InputError([Mistake("Files", f"choose at most {MOST_FILES} at once")])
        return [_read(one) for one in uploads]

    def _handed_in(self, record: PlanRecord, files: list[tuple[str, bytes]], told: Told) -> list[Outcome]:
        """What became of each file, in their order; one that is too large keeps no other from being taken."""
        fit = [(name, data) for name, data in files if len(data) <= MOST_BYTES]
        taken = iter(self.desk().hand_in(record, fit, told, by=self.visits.here().email))
        return [next(taken) if len(data) <= MOST_BYTES else _too_large(name) for name, data in files]

    def _told(self) -> Told:
        form = request.form
        try:
            day = date.fromisoformat(form["day"]) if form.get("day") else None
        except ValueError as error:
            raise InputError([Mistake("Day", "write it as 2026-11-23")]) from error
        zone = form.get("zone", "").strip()
        try:
            zone = ZoneInfo(zone).key if zone else ""
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InputError([Mistake("Time zone", "is no IANA name such as Europe/Berlin")]) from error
        return Told(day=day, zone=zone, people=people_in(form.get("people", "")))

    def _call(self, plan_id: str, call_id: str) -> Response:
        record = self._seen(plan_id)
        turn = request.args.get("from", default=0, type=int)
        view = CallView(self.desk().calls.kept_call(record.id, call_id), turn)
        return frame.page("call.html", record=record, view=view, may_erase=self._owns(record))

    def _findings(self, plan_id: str, call_id: str) -> Response:
        kept = self.desk().calls.kept_call(self._seen(plan_id).id, call_id)
        document: dict[str, Any] = findings_document(kept.call, kept.findings)
        headers = {"Content-Disposition": 'attachment; filename="findings.json"'}
        text = json.dumps(document, ensure_ascii=False, indent=2)
        return Response(text, mimetype="application/json", headers=headers)

    def _said(self, plan_id: str, call_id: str) -> Response:
        """Every word of the call, turn by turn."""
        kept = self.desk().calls.kept_call(self._seen(plan_id).id, call_id)
        headers = {"Content-Disposition": 'attachment; filename="call.txt"'}
        return Response(CallView(kept).as_text(), content_type="text/plain; charset=utf-8", headers=headers)

    def _sides(self, plan_id: str, call_id: str) -> Response:
        """Whose side the speakers are on, as the plan's owner says: a field each, in the order in which they are asked for."""
        record = self._own(plan_id)
        asked = self.desk().calls.kept_call(record.id, call_id).call.sideless
        typed = {name: request.form.get(f"side-{at}", "") for at, name in enumerate(asked)}
        sides = {name: _SIDES[side] for name, side in typed.items() if side in _SIDES}
        if sides:
            self.desk().say_sides(record, call_id, sides)
            log.info("took in sides of speakers", by=self.visits.here().email, speakers=len(sides))
        return redirect(f"/plans/{record.id}/calls/{call_id}", code=303)

    def _erase(self, plan_id: str, call_id: str) -> Response:
        record = self._own(plan_id)
        who = self.visits.here().email
        if self.desk().erase(record, call_id, by=who):
            log.info("erased a call", by=who, call=call_id)
        return redirect(f"/plans/{record.id}/calls", code=303)

    def _seen(self, plan_id: str) -> PlanRecord:
        return self.overview.record(self.visits.here(), plan_id)

    def _own(self, plan_id: str) -> PlanRecord:
        record = self._seen(plan_id)
        if not self._owns(record):
            raise ForbiddenError("only the plan's owner adds and erases calls")
        return record

    def _owns(self, record: PlanRecord) -> bool:
        return self.visits.here().email == record.owner.lower()


def _too_large(name: str) -> Outcome:
    long = f"is larger than {MOST_BYTES // 1_000_000} MB; a transcript is not, leave the recording out"
    return Outcome(name=name, mistakes=(Mistake(name, long),))


def _read(upload: FileStorage) -> tuple[str, bytes]:
    """An upload's name, without folders, and its bytes; one byte too many shows that it is too long."""
    with closing(upload.stream) as stream:
        return str(upload.filename).rpartition("/")[2], stream.read(MOST_BYTES + 1)
