"""The admin's page of vendors: how each is met, what waits for it, and what could not be brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

import structlog
from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from addon.web import frame
from addon.web.visits import Visits
from closeplan.errors import NotFoundError
from closeplan.services.integrations import Health, Integrations, Standing

log = structlog.get_logger(__name__)

_LONGEST_NUMBER = 18


@dataclass(frozen=True, kw_only=True)
class IntegrationPages:
    """What this page needs. `zone` is the one that people read times in."""

    visits: Visits
    integrations: Integrations
    zone: tzinfo

    def blueprint(self) -> Blueprint:
        """The paths below `/integrations`; for who is no admin there are none."""
        paths = Blueprint("integrations", __name__, url_prefix="/integrations")
        frame.guard_forms(paths)
        admin = self.visits.for_admins
        paths.add_url_rule("", "all", admin(self._page))
        paths.add_url_rule("/decide", "decide", admin(self._decide), methods=["POST"])
        paths.add_url_rule("/all", "try_all", admin(self._try_all), methods=["POST"])
        return paths

    def _page(self, problem: str = "") -> Response:
        standings = self.integrations.standings()
        return frame.page(
            "integrations.html",
            status=400 if problem else 200,
            standings=standings,
            words={one.vendor.name: self._words(one) for one in standings},
            letters={one.vendor.name: self._letters(one) for one in standings},
            others=self.integrations.not_set_up(),
            when=self._when,
            problem=problem,
        )

    def _letters(self, one: Standing) -> list[object]:
        return list(self.integrations.letters(one.vendor.name)) if one.backlog.dead else []

    def _decide(self) -> Response:
        form = request.form
        given = form.get("delivery", "")
        number = int(given) if given.isdecimal() and len(given) <= _LONGEST_NUMBER else 0
        try:
            if form.get("do") == "drop":
                self.integrations.give_up(number)
            else:
                self.integrations.try_again(number)
        except NotFoundError:
            return self._page("Somebody has decided about this already.")
        return self._done(delivery=number, do=form.get("do", "")[:10])

    def _try_all(self) -> Response:
        vendor = request.form.get("vendor", "")
        return self._done(vendor=vendor[:40], count=self.integrations.try_all_again(vendor))

    def _done(self, **what: object) -> Response:
        log.info("decided about dead letters", by=self.visits.here().email, **what)
        return redirect("/integrations", code=303)

    def _words(self, one: Standing) -> str:
        since = one.state.down_since
        if not one.vendor.is_set_up:
            return "Not set up any more."
        if one.health is Health.DOWN and since is not None:
            again = f"; next try {self._when(one.state.until)}" if one.state.until else ""
            return f"Down since {self._when(since)}{again}."
        if one.health is Health.LEFT:
            dead = one.backlog.dead
            return f"{dead} update{'' if dead == 1 else 's'} could not be brought."
        return f"{one.health.value.capitalize()}."

    def _when(self, moment: datetime) -> str:
        """A moment as people of this installation read it."""
        return f"{moment.astimezone(self.zone):%d %b %Y, %H:%M}"
