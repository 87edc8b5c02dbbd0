"""The page behind a signed link: one person sees the timeline and acknowledges it, or asks. No account, no script.

The link is the only key, so no cookie stands for the person and none is needed against forged forms: a form carries a
signed number that only the page behind the same link shows. Looking (as mail programs do) changes nothing but that the
link counts as opened. A link that is tampered with, unknown, expired or revoked answers one and the same.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import tzinfo
from http import HTTPStatus

import structlog
from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import HTTPException

from addon.pages.brief_view import brief_view
from addon.signed_links import Form, SignedLinks
from addon.web import acknowledge_view, frame
from addon.web.limits import Limiter
from closeplan.errors import ConflictError, InputError, NotFoundError, RetryLaterError
from closeplan.plan.acknowledgement import LONGEST_COMMENT, LONGEST_NAME, Decision
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.wording import Words
from closeplan.services.acknowledge import Acknowledge, Invitation, Said
from closeplan.services.brief import ReadBrief

RATE_BY_PEER = "60/minute"
"""Requests from one address. Guesses are hopeless anyway (128 random bits, signed); this keeps them from costing us."""

RATE_BY_LINK = "30/hour"
"""Forms sent through one link."""

MOST_FORM = 1_000_000
"""Bytes of a form: the longest comment in signs of four bytes, each written as three characters."""

_LIMITS = {"name": LONGEST_NAME, "comment": LONGEST_COMMENT}

log = structlog.get_logger(__name__)


def acknowledging(acknowledge: Acknowledge, links: SignedLinks, brief: ReadBrief, zone: tzinfo) -> Blueprint:
    """The blueprint; moments are shown in `zone`. No address below it is ever logged, for it holds a link."""
    blueprint = Blueprint("acknowledge", __name__, url_prefix="/a")
    limiter = Limiter()
    desk = _Desk(acknowledge, links, brief, limiter, zone)

    def answer(token: str) -> Response:
        try:
            if not limiter.allows(RATE_BY_PEER, "links", request.remote_addr or ""):
                return _told("busy", HTTPStatus.TOO_MANY_REQUESTS, "too many requests")
            link_id = links.link_id(token)
            if link_id is None:
                return _told("invalid", HTTPStatus.NOT_FOUND, "not signed by us")
            return desk.take(link_id) if request.method == "POST" else desk.show(link_id)
        except NotFoundError as error:
            return _told("invalid", HTTPStatus.NOT_FOUND, str(error))
        except HTTPException:
            raise
        except RetryLaterError as error:
            log.warning("the page behind a link failed", reason=str(error))
            return frame.error_page(HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception:
            # Flask would log the path
            log.exception("the page behind a link failed")
            return frame.error_page(HTTPStatus.INTERNAL_SERVER_ERROR)

    blueprint.add_url_rule("/<token>", "page", answer, methods=["GET", "POST"])
    blueprint.after_request(_out_of_search_engines)
    return blueprint


class _Desk:
    """Shows the page and takes its form."""

    def __init__(
        self,
        acknowledge: Acknowledge,
        links: SignedLinks,
        brief: ReadBrief,
        limiter: Limiter,
        zone: tzinfo,
    ) -> None:
        self._acknowledge = acknowledge
        self._links = links
        self._brief = brief
        self._limiter = limiter
        self._zone = zone

    def show(self, link_id: str) -> Response:
        invitation = self._acknowledge.open(link_id)
        if request.method == "GET":
            self._acknowledge.shown(invitation)
        return self._page(invitation)

    def take(self, link_id: str) -> Response:
        request.max_form_memory_size = MOST_FORM
        form = self._links.read_form(request.form.get("form", ""))
        decision = _decision(request.form.get("decision", ""))
        if form is None or form.link_id != link_id or decision is None:
            raise NotFoundError("a form that is none of ours")
        if not self._limiter.allows(RATE_BY_LINK, "answers", link_id):
            return _told("busy", HTTPStatus.TOO_MANY_REQUESTS, "too many answers by one link")
        # browsers write line ends as CR LF, whatever was typed
        comment = request.form.get("comment", "").replace("\r\n", "\n")
        said = Said(
            decision=decision,
            name=request.form.get("name", ""),
            comment=comment if decision is Decision.COMMENTED else "",
            digest=form.digest,
            form=form.number,
        )
        typed = acknowledge_view.Typed(name=said.name, comment=comment)
        try:
            invitation = self._acknowledge.answer(link_id, said)
        except ConflictError:
            return self._page(self._acknowledge.open(link_id), typed, "changed", HTTPStatus.CONFLICT)
        except InputError as error:
            mistake = error.mistakes[0]
            limit = _LIMITS.get(mistake.place, 0)
            invitation = self._acknowledge.open(link_id)
            return self._page(invitation, typed, mistake.message, HTTPStatus.BAD_REQUEST, limit)
        log.info("a timeline was answered", plan=invitation.record.id, decision=decision.value)
        return redirect(self._links.path(link_id), HTTPStatus.SEE_OTHER)  # type: ignore[return-value]

    def _page(
        self,
        invitation: Invitation,
        typed: acknowledge_view.Typed | None = None,
        problem: str = "",
        status: int = HTTPStatus.OK,
        limit: int = 0,
    ) -> Response:
        words = words_for(invitation.record.deal.language)
        # without the plan's address: who has no account could not open it
        shown = brief_view(replace(self._brief(invitation.record.id, None), url=""))
        form = Form(invitation.link.id, invitation.digest, secrets.token_hex(8))
        return frame.page(
            "acknowledge.html",
            status=status,
            lang=words.language,
            t=words.t,
            view=shown,
            asked=acknowledge_view.view(invitation, words, self._zone, everything=bool(shown.brief.left_out)),
            typed=typed or acknowledge_view.Typed(name=invitation.link.name),
            problem=words.t(f"sign_off.{problem}", limit=limit) if problem else "",
            form=self._links.form(form),
            action=self._links.path(invitation.link.id),
        )


def _decision(text: str) -> Decision | None:
    return Decision(text) if text in {Decision.ACKNOWLEDGED, Decision.COMMENTED} else None


def _told(key: str, status: int, reason: str) -> Response:
    """The same few words for whatever opens nothing; the log says what it was."""
    log.warning("refused a signed link", reason=reason, peer=request.remote_addr)
    words = _readers_words()
    title = words.t(f"sign_off.{key}")
    below = words.t("sign_off.invalid_next") if key == "invalid" else ""
    answer = frame.page("told_plainly.html", status=status, lang=words.language, title=title, words=below)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        answer.headers["Retry-After"] = "60"
    return answer


def _readers_words() -> Words:
    """The language the browser asks for: that of the plan would tell that there is one."""
    return words_for(request.accept_languages.best_match(LANGUAGES, "en"))


def _out_of_search_engines(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
