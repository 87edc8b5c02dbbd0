"""One API request from its path to its answer: find, identify, validate, handle, prove, cut, write."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Request, Response
from waitress.channel import ClientDisconnected

from local_workspace import calendar, drive, envelopes, expiry, faults, gmail, meet, sheets_api
from local_workspace.auth import caller_of_header, person
from local_workspace.batch import answer_batch
from local_workspace.call import Call, Download, Handler, Reply, Upload
from local_workspace.clock import Clock
from local_workspace.control import Counters
from local_workspace.discovery import Method, find_method, method_named
from local_workspace.docs import api as docs_api
from local_workspace.drive import uploads
from local_workspace.drive.refusals import invalid, required
from local_workspace.errors import ApiError, bad_request, unimplemented
from local_workspace.faults import Between, DroppedError, Faults, Rule
from local_workspace.fields import FieldMask, MaskError
from local_workspace.gmail import open_mail
from local_workspace.manners import LARGEST_BODY, as_meant, cut_off, nowhere
from local_workspace.payload import read_json, unbound
from local_workspace.quota import Quota
from local_workspace.scopes import only_own_files
from local_workspace.storage import Storage

_log = logging.getLogger(__name__)

HANDLERS: Mapping[str, Handler] = {
    **drive.HANDLERS,
    **sheets_api.HANDLERS,
    **docs_api.HANDLERS,
    **gmail.HANDLERS,
    **calendar.HANDLERS,
    **meet.HANDLERS,
}


@dataclass(frozen=True, slots=True)
class Gateway:
    """Answers Google's API requests out of a store."""

    storage: Storage
    counters: Counters = field(default_factory=Counters)
    quota: Quota | None = None
    check_answers: bool = True
    handlers: Mapping[str, Handler] = field(default_factory=lambda: HANDLERS)
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=lambda: Faults(Clock()))

    def answer(self, request: Request) -> Response:
        """The response to an API request; refusals in the envelope of the API that refuses."""
        request = as_meant(request)
        if request.method == "POST" and request.path.startswith("/batch"):
            return self._answer_batch(request)
        found = find_method(uploads.verb(request), request.path)
        if found is None:
            return nowhere(request.path)
        return self._answer_or_refuse(request, *found)

    def _answer_or_refuse(self, request: Request, method: Method, path: dict[str, str]) -> Response:
        api = method.api
        try:
            return self._answer(request, method, path)
        except MaskError as wrong:
            error = envelopes.bad_mask(wrong, api)
        except ApiError as refused:
            error = refused
        except DroppedError:
            return cut_off()
        except Exception:  # noqa: BLE001 - whatever went wrong, the caller gets Google's 500 and the log the reason
            _log.exception("%s failed", method.id)
            error = ApiError(500, "INTERNAL", "Internal error encountered.")
        return _refusal(error, api, "".join(request.args.getlist("$.xgafv")[-1:]))

    def _answer_batch(self, request: Request) -> Response:
        try:
            return answer_batch(request, self.answer)
        except ApiError as error:
            return _refusal(error, "drive")
        except ClientDisconnected:  # a part of it was to be dropped: there is one connection for all
            return cut_off()

    def _answer(self, request: Request, method: Method, path: dict[str, str]) -> Response:
        caller = caller_of_header(request.headers.get("Authorization"))
        if caller is None:
            raise envelopes.unauthenticated(missing="Authorization" not in request.headers)
        actor = caller.actor
        self.counters.count(actor.email, method.id)
        handler = (uploads.HANDLERS if method.upload else self.handlers).get(method.id)
        if handler is None:
            raise unimplemented(method.id + (" with an upload" if method.upload else ""))
        own_files_only = only_own_files(method, caller.scopes)
        hit = self._before(method, actor.email, _file_id(path))
        now = self.clock.now()
        if self.quota is not None:
            self.quota.spend(method, actor.email, now.timestamp())
        params, body, mask, upload = _read(request, method, path)
        open_mail.check(method, caller.scopes, params, request.headers.get(open_mail.TOKEN_HEADER))
        with self.storage.transaction() as db:
            expiry.lapse(db, now)
            db.only_opened_by = actor.email if own_files_only else None
            base_url = request.host_url.rstrip("/")
            media = request.args.get("alt") == "media"
            shown = handler(Call(method, params, body, actor, db, now, base_url, mask, media, upload))
            self._prove(method, shown)
        self.faults.was_read(method.id, actor.email, _file_id(path))
        faults.suffer_afterwards(hit)
        if isinstance(shown, Download):
            return _download(shown, request)
        pretty = request.args.get("prettyPrint", "").lower() == "true"
        return _response(shown, mask, pretty=pretty)

    def _before(self, method: Method, email: str, file_id: str) -> list[Rule]:
        """Let happen what was ordered to go wrong before this request; the rest of what it suffers."""
        hit = self.faults.strike(method.id, email)
        faults.suffer(hit, method)
        for slip in self.faults.slips(method.id, email, file_id):
            try:
                self._slip_in(slip, file_id)
            except ApiError as refused:  # theirs, not the caller's
                self.faults.slip_failed(slip, method.id, refused.message)
        return hit

    def _slip_in(self, slip: Between, file_id: str) -> None:
        """A person's edit, made just now."""
        method = method_named(slip.method)
        with self.storage.transaction() as db:
            params = {"documentId" if method.api == "docs" else "spreadsheetId": file_id}
            call = Call(method, params, slip.request, person(slip.by), db, self.clock.now(), "")
            self.handlers[method.id](call)

    def _prove(self, method: Method, shown: Any) -> None:
        """Fail, before anything is stored, when an answer is not what Google's schema says."""
        if self.check_answers and not isinstance(shown, Download | Reply):
            wrong = method.check_answer(shown)
            if wrong:
                raise AssertionError("; ".join(wrong[:5]))


def _read(
    request: Request, method: Method, path: dict[str, str]
) -> tuple[dict[str, Any], dict[str, Any], FieldMask | None, Upload | None]:
    _check_format(request)
    params, wrong = method.read_parameters(path, request.args)
    upload = None
    if method.upload:
        raw, upload = uploads.read(request)
    else:
        raw = _json(request, method) if method.request is not None else None
    body, wrong_body = method.read_body(raw)
    if wrong and method.api in {"drive", "calendar"}:
        raise invalid(wrong[0].description, wrong[0].field, "invalidParameter")
    if wrong or wrong_body:
        raise envelopes.bad_payload([*wrong, *wrong_body])
    return params, body, _mask(request, method), upload


def _file_id(path: dict[str, str]) -> str:
    """The file that a request is about; empty for none."""
    return path.get("spreadsheetId") or path.get("fileId") or path.get("documentId") or ""


def _check_format(request: Request) -> None:
    """Refuse to answer in another format than JSON or a file's own."""
    wanted = request.args.get("alt") or request.args.get("$alt") or "json"
    if wanted == "proto":
        raise unimplemented("alt=proto")
    if wanted not in {"json", "media"}:
        raise bad_request(f"Invalid value '{wanted}' of alt. Values must be one of: json, media, proto.")


def _json(request: Request, method: Method) -> Any:
    if (request.content_length or 0) > LARGEST_BODY:
        raise ApiError(
            400, "INVALID_ARGUMENT", f"Request payload size exceeds the limit: {LARGEST_BODY} bytes."
        )
    if request.mimetype == "application/x-www-form-urlencoded":
        wrong = unbound(request.get_data(), method.parameters)
        if wrong:
            raise envelopes.bad_payload(wrong)
        return {}
    return read_json(request.get_data(cache=False))


def _mask(request: Request, method: Method) -> FieldMask | None:
    """What of the answer is wanted; without a word from the caller, Drive's short default."""
    text = request.args.get("fields") or request.args.get("$fields")
    if text:
        mask = FieldMask.parse(text)
        if method.response is not None:
            mask.prove(method.response)
        return mask
    if method.id in drive.NEEDS_FIELDS:
        raise required("fields")
    # v2, which has uploads only, answers whole where nothing is asked for
    default = None if method.http == "PUT" else drive.DEFAULT_FIELDS.get(method.id)
    return FieldMask.parse(default) if default else None


def _response(shown: Any, mask: FieldMask | None, *, pretty: bool) -> Response:
    if shown is None:
        return Response(status=204)
    if isinstance(shown, Reply):
        return Response(status=shown.status, headers=shown.headers)
    return _json_response(mask.apply(shown) if mask else shown, 200, pretty=pretty)


def _download(shown: Download, request: Request) -> Response:
    """The content, or the part of it that a `Range` header asks for."""
    content = shown.made()
    response = Response(content, mimetype=shown.mime_type)
    response.make_conditional(request.environ, accept_ranges=True, complete_length=len(content))
    return response


def _refusal(error: ApiError, api: str, xgafv: str = "") -> Response:
    response = _json_response(envelopes.envelope(error, api, xgafv), error.code, pretty=True)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if error.code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="https://accounts.google.com/"'
    return response


def _json_response(value: Any, status: int, *, pretty: bool) -> Response:
    # whitespace has no meaning, and Python writes compact JSON many times faster
    layout: dict[str, Any] = {"indent": 2} if pretty else {"separators": (",", ":")}
    text = json.dumps(value, ensure_ascii=False, **layout)
    response = Response(text.encode(), status=status, content_type="application/json; charset=UTF-8")
    response.headers["Cache-Control"] = "private"
    return response


__all__ = ["HANDLERS", "Gateway"]
