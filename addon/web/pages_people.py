"""The admin's page: who belongs to the seller's side, as what, and who is signed in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import structlog
from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from addon.web import frame
from addon.web.visits import Visits
from closeplan.errors import CloseplanError, ConflictError, InputError, NotFoundError
from closeplan.records import MemberRole
from closeplan.services.people import People

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class PeoplePages:
    """What these pages need."""

    visits: Visits
    people: People

    def blueprint(self) -> Blueprint:
        """The paths below `/people`; for who is no admin there are none."""
        paths = Blueprint("people", __name__)
        frame.guard_forms(paths)
        admin = self.visits.for_admins
        paths.add_url_rule("/people", "people", admin(self._people))
        for name, view in (
            ("add", self._add),
            ("change", self._change),
            ("remove", self._remove),
            ("sign-out", self._sign_out),
        ):
            paths.add_url_rule(f"/people/{name}", name, admin(view), methods=["POST"])
        return paths

    def _people(self, problem: str = "", *, may_insist: bool = False) -> Response:
        return frame.page(
            "people.html",
            status=400 if problem else 200,
            me=self.visits.here(),
            people=self.people.everybody(),
            roles=list(MemberRole),
            sessions=Counter(one.email for one in self.visits.sign_in.live()),
            problem=problem,
            may_insist=may_insist,
            given=request.form,
        )

    def _add(self) -> Response:
        form = request.form
        try:
            self.people.add_new(
                form.get("email", ""),
                name=form.get("name", ""),
                role=form.get("role", ""),
                team=form.get("team", ""),
                anyway="anyway" in form,
            )
        except InputError as error:
            return self._people(str(error))
        except ConflictError as error:
            return self._people(str(error), may_insist=True)
        return self._done("added a member")

    def _change(self) -> Response:
        form = request.form
        try:
            self.people.change(self._email, role=form.get("role", ""), team=form.get("team", ""))
        except (InputError, NotFoundError) as error:
            return self._people(str(error))
        return self._done("changed a member")

    def _remove(self) -> Response:
        if self._email == self.visits.here().email:
            return self._people("You can't remove yourself; another admin can.")
        try:
            self.people.remove(self._email, heir=request.form.get("heir", ""))
        except CloseplanError as error:
            return self._people(str(error))
        return self._done("removed a member")

    def _sign_out(self) -> Response:
        self.people.sign_out(self._email)
        return self._done("ended a member's sessions")

    @property
    def _email(self) -> str:
        return request.form.get("email", "").strip().lower()

    def _done(self, what: str) -> Response:
        log.info(what, who=self._email, by=self.visits.here().email)
        return redirect("/people", code=303)
