"""Signing in and out, and what somebody lets closeplan do while they are away."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, redirect, request, session
from werkzeug.wrappers import Response

from addon.web import frame
from addon.web.limits import Limiter
from addon.web.openid import IDENTITY, OpenId
from addon.web.visits import Visits, own_path
from closeplan.errors import ForbiddenError, SettingsError
from closeplan.ports.people import GivenGrants
from closeplan.records import Caller, Member

log = structlog.get_logger(__name__)

TRIES = "30/minute"
"""Sign-ins begun or finished from one address."""

COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
"""Writes drafts and sends them; of the mail somebody gets it reads nothing."""

MEETINGS = "https://www.googleapis.com/auth/meetings.space.readonly"
"""Reads which meetings somebody had on Meet, who was there, and their transcripts."""

_BESIDE_MEETINGS = (
    "https://www.googleapis.com/auth/calendar.events.readonly",
    "https://www.googleapis.com/auth/drive.meet.readonly",
)
"""Whom the calendar invited, and the Docs that Meet wrote; somebody may untick either."""

_NOT_SIGNED_IN = (
    "You are not signed in",
    "You stopped at Google, it took too long, or what came back could not be used. Start again.",
)
_NEXT, _ASKED = "next", "asked"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, kw_only=True)
class SignInPages:
    """What these pages need; `reads_meetings` where the installation takes in Meet's calls."""

    visits: Visits
    openid: OpenId
    grants: GivenGrants
    limiter: Limiter
    reads_meetings: bool = False

    def blueprint(self) -> Blueprint:
        """The paths below `/sign-in`, `/sign-out` and `/grants`."""
        paths = Blueprint("sign_in", __name__)
        frame.guard_forms(paths)
        member = self.visits.for_members
        paths.add_url_rule("/sign-in", "ask", self._ask)
        paths.add_url_rule("/sign-in/back", "back", self._back)
        paths.add_url_rule("/sign-out", "out", self._out, methods=["POST"])
        paths.add_url_rule("/grants", "grants", member(self._grants))
        paths.add_url_rule("/grants/ask", "grants_ask", member(self._ask_for_grant))
        paths.add_url_rule("/grants/back", "grants_back", member(self._keep_grant))
        paths.add_url_rule("/grants/revoke", "revoke", member(self._revoke), methods=["POST"])
        return paths

    def _ask(self) -> Response:
        if not self._may_try():
            return frame.error_page(429)
        elsewhere = self._on_the_right_host()
        if elsewhere is not None:
            return elsewhere
        session[_NEXT] = own_path(request.args.get("next", "/"))
        return self.openid.ask(self._url("/sign-in/back"), prompt="select_account")

    def _back(self) -> Response:
        if not self._may_try():
            return frame.error_page(429)
        try:
            granted = self.openid.answer()
        except ForbiddenError as error:
            log.warning("refused a sign-in", reason=str(error), peer=request.remote_addr)
            return frame.told(*_NOT_SIGNED_IN, status=403)
        try:
            session_id = self.visits.sign_in.begin(granted.caller)
        except ForbiddenError as error:
            log.warning("refused a person", reason=str(error), peer=request.remote_addr)
            return frame.page("refused.html", status=403)
        target = own_path(str(session.get(_NEXT, "/")))
        self.visits.sign_in.end(self.visits.session_id)
        session.clear()
        response = redirect(target, code=303)
        self.visits.remember(response, session_id)
        log.info("signed in", who=granted.caller.email, peer=request.remote_addr)
        return response

    def _out(self) -> Response:
        member = self.visits.member()
        self.visits.sign_in.end(self.visits.session_id)
        session.clear()
        response = redirect("/", code=303)
        self.visits.forget(response)
        log.info("signed out", who=member.email if member else "")
        return response

    def _grants(self) -> Response:
        member = self.visits.here()
        granted = self.grants.scopes(member.email)
        return frame.page(
            "grants.html",
            has_it=COMPOSE in granted,
            has_meetings=MEETINGS in granted,
            reads_meetings=self.reads_meetings,
            missed="missed" in request.args,
        )

    def _ask_for_grant(self) -> Response:
        """An incremental consent: everything else stays as it was granted."""
        meetings = request.args.get("for") == "meetings" and self.reads_meetings
        session[_ASKED] = MEETINGS if meetings else COMPOSE
        wanted = (MEETINGS, *_BESIDE_MEETINGS) if meetings else (COMPOSE,)
        return self.openid.ask(
            self._url("/grants/back"),
            scope=" ".join((IDENTITY, *wanted)),
            access_type="offline",
            prompt="consent",
            include_granted_scopes="true",
            login_hint=self.visits.here().email,
        )

    def _keep_grant(self) -> Response:
        """Keep what was granted, if it was, and by who is signed in."""
        member = self.visits.here()
        try:
            granted = self.openid.answer()
            _check_same(granted.caller, member)
        except ForbiddenError as error:
            log.warning("refused a grant", who=member.email, reason=str(error))
            return redirect("/grants?missed", code=303)
        asked = str(session.pop(_ASKED, COMPOSE))
        if asked not in granted.scopes or not granted.refresh_token:
            return redirect("/grants?missed", code=303)
        self.grants.keep(member.email, granted.refresh_token, granted.scopes)
        log.info("granted", who=member.email, scope=asked)
        return redirect("/grants", code=303)

    def _revoke(self) -> Response:
        self.grants.revoke(self.visits.here().email)
        return redirect("/grants", code=303)

    def _may_try(self) -> bool:
        allowed = self.limiter.allows(TRIES, "sign-in", request.remote_addr or "")
        if not allowed:
            log.warning("too many sign-ins", peer=request.remote_addr)
        return allowed

    def _on_the_right_host(self) -> Response | None:
        """Cookies are of one host: who came as `localhost` starts again where Google sends them back to."""
        ours = urlsplit(self.visits.base_url)
        if request.host == ours.netloc or ours.hostname not in _LOOPBACK:
            return None
        return redirect(self._url(request.full_path), code=303)

    def _url(self, path: str) -> str:
        if not self.visits.base_url:
            raise SettingsError("set CLOSEPLAN_PUBLIC_URL: Google has to send people back to somewhere")
        return f"{self.visits.base_url}{path}"


def _check_same(caller: Caller, member: Member) -> None:
    if caller.subject != member.subject:
        raise ForbiddenError(f"{caller.email} granted where {member.email} is signed in")
