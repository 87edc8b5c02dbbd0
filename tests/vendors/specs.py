"""Vendors' published descriptions from the shared folder, and whether a request or an answer is as they say.

The folder's README says how much each of them proves. Hosts are taken out of a description, so that it fits a server of our own;
what a description lacks can be added to it before it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from openapi_core import OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.exceptions import OpenAPIError
from werkzeug import Request, Response

FOLDER = Path(__file__).parents[3] / "shared" / "specs"

HOST = "http://vendor.test"

_METHODS = ("get", "post", "put", "patch", "delete")


class Checks(Protocol):
    """Whether what goes over the wire is as the vendor describes it; each gives the problem in words, or nothing."""

    def of_request(self, request: Request) -> str: ...

    def of_answer(self, request: Request, answer: Response) -> str: ...


def needs_spec(file: str) -> pytest.MarkDecorator:
    """For tests that can't do without that description."""
    return pytest.mark.skipif(
        not (FOLDER / file).is_file(), reason=f"the vendor's description {file} is not part of the repository"
    )


def raw_spec(name: str) -> dict[str, Any]:
    """That description as it is; skips the test where it is missing."""
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"the vendor's description {path.name} is not part of the repository")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def described(name: str, add: Callable[[dict[str, Any]], None] | None = None) -> OpenApiChecks:
    """The checks of `/shared/specs/<name>.json`; `add` may put in what is missing there. Read once a run."""
    spec = raw_spec(name)
    if add is not None:
        add(spec)
    return OpenApiChecks(spec)


class OpenApiChecks:
    """`Checks` by an OpenAPI description. Query parameters that it does not name are a problem too: vendors ignore them, so
    that a misspelt one would do nothing without a word.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        self._queries = [
            (method, _pattern(_server_path(spec) + path), _query_names(spec, item, item[method]))
            for path, item in spec["paths"].items()
            for method in _METHODS
            if method in item
        ]
        self._openapi = OpenAPI.from_dict(_without_hosts(spec))

    def of_request(self, request: Request) -> str:
        try:
            self._openapi.validate_request(_Asked(request))
        except OpenAPIError as error:
            return _words(error)
        known = self._query_names_of(request)
        return ", ".join(
            f"unknown query parameter {name}" for name in request.args if known and name not in known
        )

    def of_answer(self, request: Request, answer: Response) -> str:
        try:
            self._openapi.validate_response(_Asked(request), WerkzeugOpenAPIResponse(answer))
        except OpenAPIError as error:
            return _words(error)
        return ""

    def _query_names_of(self, request: Request) -> frozenset[str]:
        """Those of the operation, the one whose path leaves the least open where several fit."""
        fitting: list[tuple[int, frozenset[str]]] = [
            (sum(map(len, found.groups())), names)
            for method, pattern, names in self._queries
            if method == request.method.lower() and (found := pattern.fullmatch(request.path))
        ]
        return min(fitting, key=lambda found: found[0])[1] if fitting else frozenset()


class _Asked(WerkzeugOpenAPIRequest):
    @property
    def host_url(self) -> str:
        return HOST


def _without_hosts(spec: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(spec))
    plain["servers"] = _local(spec.get("servers", [{"url": "/"}]))
    for item in plain["paths"].values():
        for method in _METHODS:
            if "servers" in item.get(method, {}):
                item[method]["servers"] = _local(item[method]["servers"])
    return plain


def _local(servers: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"url": HOST + urlsplit(server["url"]).path.rstrip("/")} for server in servers]


def _server_path(spec: Mapping[str, Any]) -> str:
    url: str = spec.get("servers", [{"url": ""}])[0]["url"]
    return urlsplit(url).path.rstrip("/")


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(.+?)\}", path)
    return re.compile(
        "".join(f"(?P<v{at}>[^/]+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    )


def _query_names(
    spec: Mapping[str, Any], item: Mapping[str, Any], operation: Mapping[str, Any]
) -> frozenset[str]:
    listed = [*item.get("parameters", ()), *operation.get("parameters", ())]
    plain = [_looked_up(spec, one["$ref"]) if "$ref" in one else one for one in listed]
    # the last one keeps "it takes none at all" apart from "it is not described"
    return frozenset(one["name"] for one in plain if one["in"] == "query") | {""}


def _looked_up(spec: Mapping[str, Any], reference: str) -> Any:
    found: Any = spec
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def _words(error: OpenAPIError) -> str:
    """The validator's words, down to what was wrong in a body."""
    told = [f"{type(error).__name__}: {error}"]
    cause: BaseException | None = error.__cause__
    while cause is not None:
        told.append(str(cause)[:300])
        told.extend(
            f"{'/'.join(map(str, one.absolute_path))}: {one.message[:300]}"
            for one in getattr(cause, "schema_errors", ())
        )
        cause = cause.__cause__
    return "; ".join(told)
