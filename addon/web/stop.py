"""The page behind a mail's stop link: one button stops reminders and digests to the address the link was made for.

The link is the only key. Looking changes nothing, since mail programs look; a POST to the link itself stops, as
RFC 8058 has mail programs do it without a cookie, so no form's secret is asked for. All that somebody who has a link
can do is stop that address's mails, and have them sent again.
"""

from __future__ import annotations

from http import HTTPStatus

import structlog
from flask import Blueprint, Response, request

from addon.stop_links import Stop, StopLinks
from addon.web import frame
from addon.web.limits import Limiter
from closeplan.errors import RetryLaterError
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.ports import Clock
from closeplan.ports.mail import MailLog

RATE_BY_PEER = "60/minute"
"""Requests from one address; guessing is hopeless anyway."""

log = structlog.get_logger(__name__)


def stopping(mails: MailLog, links: StopLinks, clock: Clock) -> Blueprint:
    """The blueprint. No address below it is ever logged, for it holds a link."""
    blueprint = Blueprint("stop", __name__, url_prefix="/stop")
    limiter = Limiter()

    def answer(token: str, *, again: bool = False) -> Response:
        if not limiter.allows(RATE_BY_PEER, "stop", request.remote_addr or ""):
            return frame.error_page(HTTPStatus.TOO_MANY_REQUESTS)
        stop = links.read(token)
        if stop is None:
            return _wrong()
        try:
            if request.method == "POST":
                _change(mails, stop, clock, again=again)
            return _page(stop, links, is_stopped=stop.email in mails.stopped())
        except RetryLaterError as error:
            log.warning("the page behind a stop link failed", reason=str(error))
            return frame.error_page(HTTPStatus.SERVICE_UNAVAILABLE)

    def undo(token: str) -> Response:
        return answer(token, again=True)

    blueprint.add_url_rule("/<token>", "page", answer, methods=["GET", "POST"])
    blueprint.add_url_rule("/<token>/undo", "undo", undo, methods=["POST"])
    blueprint.after_request(_out_of_search_engines)
    return blueprint


def _change(mails: MailLog, stop: Stop, clock: Clock, *, again: bool) -> None:
    if again:
        mails.resume_mails(stop.email)
    else:
        mails.stop_mails(stop.email, clock.now())
    log.info("mails are sent again" if again else "mails were stopped", who=stop.email)


def _page(stop: Stop, links: StopLinks, *, is_stopped: bool) -> Response:
    words = words_for(stop.language)
    is_undone = request.method == "POST" and not is_stopped
    said = "stop.done" if is_stopped else "stop.undone" if is_undone else "stop.ask"
    return frame.page(
        "stop.html",
        lang=words.language,
        title=words.t("stop.title"),
        said=words.t(said, email=stop.email),
        is_stopped=is_stopped,
        action=links.path(stop) + ("/undo" if is_stopped else ""),
        button=words.t("stop.undo" if is_stopped else "stop.button"),
    )


def _wrong() -> Response:
    """In the language the browser asks for: the link says nothing that can be trusted."""
    log.warning("refused a stop link", reason="not signed by us", peer=request.remote_addr)
    words = words_for(request.accept_languages.best_match(LANGUAGES, "en"))
    return frame.page(
        "told_plainly.html",
        status=HTTPStatus.NOT_FOUND,
        lang=words.language,
        title=words.t("stop.title"),
        words=words.t("stop.wrong"),
    )


def _out_of_search_engines(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
