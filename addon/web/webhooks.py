"""What Google posts to: checked by its headers, marked, queued, answered; nothing else happens here."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, request

from closeplan.errors import ForbiddenError
from closeplan.services.watch import Notified

log = structlog.get_logger(__name__)

MOST_HEADER = 512
"""Longer header values are nobody's: channel ids have 64 characters, tokens 256."""


def webhooks(notified: Notified) -> Blueprint:
    """The blueprint; a refused message changes nothing and leaves a log line."""
    blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")

    @blueprint.post("/drive")
    def drive() -> Response:
        headers = {name: request.headers.get(f"X-Goog-{name}", "") for name in _HEADERS}
        if not all(headers.values()) or any(len(value) > MOST_HEADER for value in headers.values()):
            log.warning("refused a notification", reason="not from Drive", peer=request.remote_addr)
            return Response(status=400)
        try:
            robot = notified(
                channel_id=headers["Channel-ID"],
                token=headers["Channel-Token"],
                resource_id=headers["Resource-ID"],
                state=headers["Resource-State"],
            )
        except ForbiddenError as error:
            log.warning("refused a notification", reason=str(error), peer=request.remote_addr)
            return Response(status=403)
        log.debug("notified", robot=robot, state=headers["Resource-State"])
        return Response(status=204)

    return blueprint


_HEADERS = ("Channel-ID", "Channel-Token", "Resource-ID", "Resource-State")
