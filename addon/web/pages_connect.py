"""Connecting and disconnecting accounts of vendors, for admins."""

from __future__ import annotations

import hmac
import time
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Blueprint, redirect, request, session
from werkzeug.wrappers import Response

from addon.web import frame
from addon.web.visits import Visits
from closeplan.errors import ForbiddenError, OutsideError, RetryLaterError
from closeplan.ports.connecting import Connecting

log = structlog.get_logger(__name__)

_UNDER_WAY = "connect"
_LASTS_SECONDS = 600
"""How long somebody may take to agree at the vendor."""

_LONGEST_CODE = 2_000

_DONE = "/integrations"


@dataclass(frozen=True, kw_only=True)
class ConnectPages:
    """What these pages need."""

    visits: Visits
    connecting: Connecting

    def blueprint(self) -> Blueprint:
        """The paths below `/connect` and `/disconnect`; for who is no admin there are none."""
        paths = Blueprint("connect", __name__)
        frame.guard_forms(paths)
        admin = self.visits.for_admins
        paths.add_url_rule("/connect/<vendor>", "begin", admin(self._begin))
        paths.add_url_rule("/connect/<vendor>/callback", "back", admin(self._back))
        paths.add_url_rule("/disconnect/<vendor>", "disconnect", admin(self._disconnect), methods=["POST"])
        return paths

    def _begin(self, vendor: str) -> Response:
        begun = self.connecting.begin(vendor)
        session[_UNDER_WAY] = {  # one at a time, in the browser's own signed cookie
            "vendor": vendor,
            "who": self.visits.here().email,
            "state": begun.state,
            "verifier": begun.verifier,
            "until": int(time.time()) + _LASTS_SECONDS,
        }
        return redirect(begun.url, code=303)

    def _back(self, vendor: str) -> Response:
        who = self.visits.here().email
        try:
            verifier = self._check(vendor, session.pop(_UNDER_WAY, None))
            self.connecting.finish(vendor, _code(), verifier, by=who)
        except (ForbiddenError, OutsideError) as error:
            log.warning("a vendor was not connected", vendor=vendor, who=who, reason=str(error))
            later = isinstance(error, RetryLaterError)
            words = "It can't be asked now. Try again in a few minutes." if later else _NOT_TAKEN
            return frame.told("Not connected", words, status=503 if later else 403)
        log.info("connected a vendor", vendor=vendor, who=who)
        return redirect(_DONE, code=303)

    def _check(self, vendor: str, begun: Any) -> str:
        """The verifier of what this browser began; ForbiddenError where it did not begin what it comes back from."""
        if not isinstance(begun, dict) or begun.get("vendor") != vendor:
            raise ForbiddenError("this browser began no connection there")
        given = request.args.get("state", "")
        if not hmac.compare_digest(given.encode(errors="replace"), str(begun["state"]).encode()):
            raise ForbiddenError("the state is another")
        if begun["who"] != self.visits.here().email or time.time() > begun["until"]:
            raise ForbiddenError("it was begun by somebody else, or too long ago")
        return str(begun["verifier"])

    def _disconnect(self, vendor: str) -> Response:
        was_there = self.connecting.disconnect(vendor)
        log.info("disconnected a vendor", vendor=vendor, who=self.visits.here().email, was_there=was_there)
        return redirect(_DONE, code=303)


def _code() -> str:
    """The code that the vendor sent the browser back with; ForbiddenError where somebody said no there."""
    code = request.args.get("code", "")
    if not code or len(code) > _LONGEST_CODE:
        raise ForbiddenError(f"no code: {request.args.get('error', '')[:100]!r}")
    return code


_NOT_TAKEN = (
    "Nothing was connected: you stopped there, it took too long, or what came back could not be used. Start again from "
    "the integrations page."
)
