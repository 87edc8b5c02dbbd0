"""One API request from its path to its answer: find, identify, validate, handle, prove, cut, write."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import Request, Response

from local_workspace import drive, envelopes, sheets_api
from local_workspace.auth import actor_of_header
from local_workspace.batch import answer_batch
from local_workspace.call import Call, Download, Handler
from local_workspace.control import Counters
from local_workspace.discovery import Method, find_method
from local_workspace.drive.refusals import invalid, required
from local_workspace.errors import ApiError, not_found, unimplemented
from local_workspace.fields import FieldMask, MaskError
from local_workspace.quota import Quota
from local_workspace.storage import Storage

_log = logging.getLogger(__name__)
LARGEST_BODY = 10 * 2**20

HANDLERS: Mapping[str, Handler] = {**drive.HANDLERS, **sheets_api.HANDLERS}


@dataclass(frozen=True, slots=True)
class Gateway:
    """Answers Google's API requests out of a store."""

    storage: Storage
    counters: Counters = field(default_factory=Counters)
    quota: Quota | None = None
    check_answers: bool = True
    handlers: Mapping[str, Handler] = field(default_factory=lambda: HANDLERS)

    def answer(self, request: Request) -> Response:
        """The response to an API request; refusals in the envelope of the API that refuses."""
        if request.method == "POST" and request.path.startswith("/batch"):
            return self._answer_batch(request)
        found = find_method(request.method, request.path)
        if found is None:
            return _refusal(not_found(f"No method for {request.method} {request.path}."), "")
        method, path = found
        api = method.api
        try:
            return self._answer(request, method, path)
        except MaskError as wrong:
            return _refusal(envelopes.bad_mask(wrong, api), api)
        except ApiError as error:
            return _refusal(error, api)
        except Exception:  # noqa: BLE001 - whatever went wrong, the caller gets Google's 500 and the log the reason
            _log.exception("%s failed", method.id)
            return _refusal(ApiError(500, "INTERNAL", "Internal error encountered."), api)

    def _answer_batch(self, request: Request) -> Response:
        try:
            return answer_batch(request, self.answer)
        except ApiError as error:
            return _refusal(error, "drive")

    def _answer(self, request: Request, method: Method, path: dict[str, str]) -> Response:
        actor = actor_of_header(request.headers.get("Authorization"))
        if actor is None:
            raise envelopes.unauthenticated(missing="Authorization" not in request.headers)
        self.counters.count(actor.email, method.id)
        handler = self.handlers.get(method.id)
        if handler is None or method.upload:
            raise unimplemented(method.id + (" with an upload" if method.upload else ""))
        now = datetime.now(UTC)
        if self.quota is not None:
            self.quota.spend(method, actor.email, now.timestamp())
        params, body, mask = _read(request, method, path)
        with self.storage.transaction() as db:
            base_url = request.host_url.rstrip("/")
            shown = handler(Call(method, params, body, actor, db, now, base_url, mask))
            self._prove(method, shown)
        pretty = request.args.get("prettyPrint", "").lower() == "true"
        return _response(shown, mask, pretty=pretty)

    def _prove(self, method: Method, shown: Any) -> None:
        """Fail, before anything is stored, when an answer is not what Google's schema says."""
        if self.check_answers and not isinstance(shown, Download):
            wrong = method.check_answer(shown)
            if wrong:
                raise AssertionError("; ".join(wrong[:5]))


def _read(
    request: Request, method: Method, path: dict[str, str]
) -> tuple[dict[str, Any], dict[str, Any], FieldMask | None]:
    params, wrong = method.read_parameters(path, request.args)
    body, wrong_body = method.read_body(_json(request) if method.request is not None else None)
    if wrong and method.api == "drive":
        raise invalid(wrong[0].description, wrong[0].field, "invalidParameter")
    if wrong or wrong_body:
        raise envelopes.bad_payload([*wrong, *wrong_body])
    return params, body, _mask(request, method)


def _json(request: Request) -> Any:
    if (request.content_length or 0) > LARGEST_BODY:
        raise ApiError(
            400, "INVALID_ARGUMENT", f"Request payload size exceeds the limit: {LARGEST_BODY} bytes."
        )
    text = request.get_data(cache=False)
    if not text:
        return {}
    try:
        return json.loads(text)
    except ValueError as wrong:
        raise ApiError(400, "INVALID_ARGUMENT", f"Invalid JSON payload received. {wrong}") from wrong


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
    default = drive.DEFAULT_FIELDS.get(method.id)
    return FieldMask.parse(default) if default else None


def _response(shown: Any, mask: FieldMask | None, *, pretty: bool) -> Response:
    if shown is None:
        return Response(status=204)
    if isinstance(shown, Download):
        return Response(shown.content, mimetype=shown.mime_type)
    return _json_response(mask.apply(shown) if mask else shown, 200, pretty=pretty)


def _refusal(error: ApiError, api: str) -> Response:
    return _json_response(envelopes.envelope(error, api), error.code, pretty=True)


def _json_response(value: Any, status: int, *, pretty: bool) -> Response:
    # whitespace has no meaning, and Python writes compact JSON many times faster
    layout: dict[str, Any] = {"indent": 2} if pretty else {"separators": (",", ":")}
    text = json.dumps(value, ensure_ascii=False, **layout)
    response = Response(text.encode(), status=status, content_type="application/json; charset=UTF-8")
    response.headers["Cache-Control"] = "private"
    return response


__all__ = ["HANDLERS", "Gateway"]
