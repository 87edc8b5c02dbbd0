"""The page about transcripts on Drive: watched folders, and files that wait for a word of the seller's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from addon.call_desk import CallDesk
from addon.web import frame
from addon.web.visits import Visits
from closeplan.errors import CloseplanError, ForbiddenError, InputError, Mistake
from closeplan.ports import PlanStore
from closeplan.records import MemberRole, PlanRecord
from closeplan.records.call_files import CallFile


@dataclass(frozen=True, kw_only=True)
class CallFolderPages:
    """What this page needs."""

    visits: Visits
    plans: PlanStore
    desk: Callable[[], CallDesk]

    def blueprint(self) -> Blueprint:
        """`/calls` and what its forms post to; everybody sees their own."""
        paths = Blueprint("call_folders", __name__, url_prefix="/calls")
        frame.guard_forms(paths)
        member = self.visits.for_members
        paths.add_url_rule("", "all", member(self._page))
        paths.add_url_rule("/watch", "watch", member(self._watch), methods=["POST"])
        paths.add_url_rule("/unwatch", "unwatch", member(self._unwatch), methods=["POST"])
        paths.add_url_rule("/file", "file", member(self._decide), methods=["POST"])
        return paths

    def _page(self, problem: str = "", many: tuple[str, int] | None = None) -> Response:
        desk, me = self.desk(), self.visits.here()
        mine = self._mine()
        files = desk.files.waiting(me.email, is_admin=self._is_admin)
        return frame.page(
            "call_folders.html",
            status=400 if problem else 200,
            plans=mine,
            names={record.id: record.deal.name for record in mine},
            folders=desk.folders.of(me.email),
            files=files,
            choices={file.id: desk.files.choices(file) for file in files},
            robot=desk.robot,
            problem=problem,
            many=many,
            given=request.form,
        )

    def _watch(self) -> Response:
        """What lies in the folder already is read only after its number was shown."""
        form, folders, who = request.form, self.desk().folders, self.visits.here().email
        where, old_too = form.get("folder", ""), "old" in form
        try:
            plan = self._plan(form["plan"]) if form.get("plan") else None
            if old_too and "sure" not in form:
                found = folders.look(who, where)
                return self._page(many=(found.name, folders.count(found.id)))
            folders(who, where, plan=plan, old_too=old_too)
        except CloseplanError as error:
            return self._page(str(error))
        return redirect("/calls", code=303)

    def _unwatch(self) -> Response:
        self.desk().folders.stop(self.visits.here().email, request.form.get("folder", ""))
        return redirect("/calls", code=303)

    def _decide(self) -> Response:
        """What a person says of a file that waits: its plan, to read it once more, or that it is no call."""
        form, files = request.form, self.desk().files
        try:
            file = self._file(form.get("file", ""))
            if form.get("do") == "ignore":
                files.ignore(file)
            elif form.get("do") == "again":
                files.again(file)
            else:
                files.place(file, form.get("plan", ""))
        except CloseplanError as error:
            return self._page(str(error))
        return redirect("/calls", code=303)

    def _file(self, file_id: str) -> CallFile:
        return self.desk().files.one(file_id, self.visits.here().email, is_admin=self._is_admin)

    def _mine(self) -> list[PlanRecord]:
        mine = self.plans.plans_of(self.visits.here().email)
        return [record for record in mine if record.document_id and not record.gone]

    def _plan(self, plan_id: str) -> PlanRecord:
        if not plan_id:
            raise InputError([Mistake("Plan", "choose the plan that the call is of")])
        found = next((record for record in self._mine() if record.id == plan_id), None)
        if found is None:
            raise ForbiddenError("this plan is not yours")
        return found

    @property
    def _is_admin(self) -> bool:
        return self.visits.here().role is MemberRole.ADMIN
