"""The commit gate as JSON, for a CRM's workflow: who has a deal's signed address may ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from flask import Blueprint, Response, request

from addon.gate_links import SIGNATURE_HEADER, GateLinks
from addon.web.limits import Limiter
from closeplan.services.commit_gate import CommitGate, GateAnswer

RATE = "30/minute"
"""Questions about one deal."""

WRONG = "30/minute"
"""Wrong signatures from one address, after which it is told to wait."""

_LONGEST = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What the address needs."""

    gate: Callable[[], CommitGate]
    links: GateLinks
    limiter: Limiter = field(default_factory=Limiter)

    def blueprint(self) -> Blueprint:
        """The path `/gate/<crm>/<deal>`."""
        paths = Blueprint("gate", __name__)
        paths.add_url_rule("/gate/<crm>/<deal>", "ask", self._ask)
        return paths

    def _ask(self, crm: str, deal: str) -> Response:
        signature = request.args.get("signature", "")
        if max(map(len, (crm, deal, signature))) > _LONGEST or not self.links.is_right(crm, deal, signature):
            return self._refused(crm)
        if not self.limiter.allows(RATE, "gate", crm, deal):
            return _too_many()
        return self._answered(self.gate()(crm, deal))

    def _refused(self, crm: str) -> Response:
        """One answer whatever is wrong and whether there is such a deal."""
        if not self.limiter.allows(WRONG, "gate", request.remote_addr or ""):
            return _too_many()
        log.warning("refused a question to the gate", crm=crm[:50], peer=request.remote_addr)
        return Response(status=403)

    def _answered(self, answer: GateAnswer) -> Response:
        body = json.dumps(
            {
                "crm": answer.crm,
                "deal": answer.deal_id,
                "commit": answer.commit,
                "plan": answer.plan_url or None,
                "reasons": list(answer.reasons),
                "checked_at": answer.checked_at.isoformat(timespec="seconds"),
            },
            ensure_ascii=False,
        ).encode()
        response = Response(body, content_type="application/json")
        response.headers[SIGNATURE_HEADER] = self.links.proof(body, answer.checked_at)
        response.headers["Cache-Control"] = "no-store"
        return response


def _too_many() -> Response:
    return Response(status=429, headers={"Retry-After": "60"})
