"""Google's APIs as their discovery documents describe them: methods, paths, parameters, schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from local_workspace.nodes import Choice, Node, Truth, Violation, Whole, snake_case
from local_workspace.schemas import Schemas

_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no", ""}

_BODY_FIELDS = {
    "sheets.spreadsheets.create": "spreadsheet",
    "sheets.spreadsheets.values.update": "data",
    "sheets.spreadsheets.values.append": "data",
}
"""Methods whose HTTP body is one field of the proto request: messages name that field first."""

_TOLERATED = {"drive.permissions.create": frozenset({"withLink"})}
"""Names that Drive v3 lets pass although its schema lacks them: v2 names that clients (gspread) still send."""

_PACKAGES = {
    "sheets": "google.apps.sheets.v4",
    "drive": "google.apps.drive.v3",
    "docs": "google.apps.docs.v1",
}


_STRAY_SLASH = re.compile(r"/(?=(:\w+)?$)")
"""`…/ID/` and `…/ID/:batchUpdate`, as clients that join paths with a slash ask; Google lets both pass."""


class QueryValues(Protocol):
    """A query string, each name with all its values in order (Flask's `MultiDict` is one)."""

    def getlist(self, key: str) -> list[str]: ...

    def keys(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Parameter:
    """One path or query parameter."""

    name: str
    node: Node
    required: bool
    repeated: bool
    default: str | None
    minimum: int | None


@dataclass(frozen=True, slots=True)
class Method:
    """One API method; `id` is Google's (`drive.files.get`)."""

    id: str
    api: str
    http: str
    pattern: re.Pattern[str]
    parameters: Mapping[str, Parameter]
    request: Node | None
    response: Node | None
    upload: bool = False
    scopes: frozenset[str] = frozenset()
    """The scopes that let it through, any of them, without Google's common prefix."""

    def read_parameters(
        self, path: Mapping[str, str], query: QueryValues
    ) -> tuple[dict[str, Any], list[Violation]]:
        """The typed parameters with defaults filled in, and what is wrong with them.

        A query parameter that the method does not have is ignored, as Google does.
        """
        found: dict[str, Any] = {}
        problems: list[Violation] = []
        for name, parameter in self.parameters.items():
            texts = [path[name]] if name in path else query.getlist(name) or query.getlist(snake_case(name))
            if not texts and parameter.default is not None:
                texts = [parameter.default]
            if parameter.repeated:
                found[name] = [_typed(parameter, text, problems) for text in texts]
            elif texts:
                found[name] = _typed(parameter, texts[-1], problems)
            elif parameter.required:
                problems.append(Violation(name, f"Required parameter: {name}"))
        return found, problems

    def read_body(self, body: Any) -> tuple[dict[str, Any], list[Violation]]:
        """The normalised JSON body and what is wrong with it."""
        problems: list[Violation] = []
        if self.request is None or body is None:
            return {}, problems
        tolerated = _TOLERATED.get(self.id)
        if tolerated and isinstance(body, dict):
            body = {name: value for name, value in body.items() if name not in tolerated}
        field = _BODY_FIELDS.get(self.id)
        checked = self.request.check(body, (None, field) if field else None, problems)
        return checked, problems

    def check_answer(self, answer: Any) -> list[str]:
        """What in an answer does not stand exactly as the response schema has it."""
        if self.response is None:
            return [] if answer is None else [f"{self.id} answers without a body"]
        problems: list[Violation] = []
        checked = self.response.check(answer, None, problems)
        if not problems and checked is not answer:
            return [f"{self.id}: a value is not in its canonical form (null, or number and text swapped)"]
        return [problem.description for problem in problems]


def _typed(parameter: Parameter, text: str, problems: list[Violation]) -> Any:
    """The value of one parameter; what is wrong with it is filed under the parameter's own name."""
    node = parameter.node
    lowered = text.lower()
    if isinstance(node, Truth) and lowered in _TRUE | _FALSE:
        return lowered in _TRUE
    if isinstance(node, Choice) and not text:
        return None
    wrong: list[Violation] = []
    value = node.check(text, (None, parameter.name), wrong)
    if not wrong and isinstance(node, Whole) and parameter.minimum is not None:
        value = int(value)
        if value < parameter.minimum:
            allowed = f"[{parameter.minimum}, {node.high}]"
            why = f"Invalid value '{text}'. Values must be within the range: {allowed}"
            wrong.append(Violation(parameter.name, why))
    problems += [Violation(parameter.name, problem.description) for problem in wrong]
    return value


class Api:
    """One bundled discovery document."""

    def __init__(self, name: str, version: str) -> None:
        """Read `<name>.<version>.json` of google-api-python-client."""
        raw = json.loads((_documents() / f"{name}.{version}.json").read_text("utf-8"))
        self.name = name
        self._service = raw["servicePath"]
        self._schemas = Schemas(raw["schemas"], _PACKAGES.get(name, f"google.apps.{name}.{version}"))
        self.methods = sorted(self._methods(raw), key=lambda method: method.pattern.pattern.count("("))

    def _methods(self, raw: Mapping[str, Any]) -> list[Method]:
        found = [self._method(spec) for spec in raw.get("methods", {}).values()]
        found += [self._upload(spec) for spec in raw.get("methods", {}).values() if "mediaUpload" in spec]
        for resource in raw.get("resources", {}).values():
            found += self._methods(resource)
        return found

    def _method(self, spec: Mapping[str, Any], path: str | None = None) -> Method:
        shapes = {
            name: part["pattern"] for name, part in spec.get("parameters", {}).items() if "pattern" in part
        }
        # a resource name is one parameter of a fixed shape; the flat path would tear it apart
        own = spec["path"] if shapes else spec.get("flatPath") or spec["path"]
        template = path or "/" + self._service + own
        return Method(
            id=spec["id"],
            api=self.name,
            http=spec["httpMethod"],
            pattern=_pattern(template, shapes),
            parameters={
                name: self._parameter(name, part) for name, part in spec.get("parameters", {}).items()
            },
            request=self._schema(spec.get("request")),
            response=self._schema(spec.get("response")),
            upload=path is not None,
            scopes=frozenset(short_scope(scope) for scope in spec.get("scopes", [])),
        )

    def _upload(self, spec: Mapping[str, Any]) -> Method:
        return self._method(spec, spec["mediaUpload"]["protocols"]["simple"]["path"])

    def _schema(self, reference: Mapping[str, Any] | None) -> Node | None:
        return None if reference is None else self._schemas.compile(reference)

    def _parameter(self, name: str, raw: Mapping[str, Any]) -> Parameter:
        return Parameter(
            name=name,
            node=self._schemas.compile(raw, name),
            required=raw.get("required", False),
            repeated=raw.get("repeated", False),
            default=raw.get("default"),
            minimum=int(raw["minimum"]) if "minimum" in raw else None,
        )


def short_scope(scope: str) -> str:
    """A scope without Google's common prefix: `drive.file`, `mail.google.com`."""
    return scope.removeprefix("https://www.googleapis.com/auth/").removeprefix("https://").rstrip("/")


def _documents() -> Path:
    """The folder of the discovery documents (the client itself is not imported: it is heavy)."""
    spec = find_spec("googleapiclient")
    if spec is None or spec.origin is None:
        raise RuntimeError("google-api-python-client is not installed")
    return Path(spec.origin).parent / "discovery_cache" / "documents"


def _pattern(template: str, shapes: Mapping[str, str]) -> re.Pattern[str]:
    """A path template as a pattern: a range may hold anything, other variables end at `/` or `:`."""
    parts = re.split(r"\{\+?(\w+)\}", template)
    text = re.escape(parts[0])
    for name, literal in zip(parts[1::2], parts[2::2], strict=True):
        shape = (
            shapes.get(name, "^.+$" if name == "range" else "^[^/:]+$").removeprefix("^").removesuffix("$")
        )
        text += f"(?P<{name}>{shape}){re.escape(literal)}"
    return re.compile(text)


_PREFIXES = (
    ("/v4/spreadsheets", "sheets", "v4"),
    ("/drive/v3", "drive", "v3"),
    ("/upload/drive/v3", "drive", "v3"),
    ("/upload/drive/v2", "drive", "v2"),  # uploads are refused by name, also those that gspread sends to v2
    ("/v1/documents", "docs", "v1"),
    ("/gmail/v1", "gmail", "v1"),
    ("/upload/gmail/v1", "gmail", "v1"),
    ("/calendar/v3", "calendar", "v3"),
    ("/v2", "meet", "v2"),
)


@cache
def api(name: str, version: str) -> Api:
    """The API, read when the first request for it comes."""
    return Api(name, version)


def find_method(http: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """The method that a request means, with its path parameters; None for a path of no API."""
    return _find(http, path) or _find(http, _STRAY_SLASH.sub("", path))


def _find(http: str, path: str) -> tuple[Method, dict[str, str]] | None:
    for prefix, name, version in _PREFIXES:
        if path.startswith(prefix):
            for method in api(name, version).methods:
                if method.http == http and (match := method.pattern.fullmatch(path)):
                    return method, match.groupdict()
    return None


def method_named(method_id: str) -> Method:
    """The method of that id (`drive.files.get`) of an API that this Workspace serves."""
    for _, name, version in _PREFIXES:
        if method_id.startswith(name + "."):
            return next(method for method in api(name, version).methods if method.id == method_id)
    raise KeyError(method_id)
