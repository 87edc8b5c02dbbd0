"""Google's own client libraries, pointed at Google or at a local Workspace."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import googleapiclient
import gspread.http_client
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession
from googleapiclient.discovery import build_from_document  # type: ignore[attr-defined]
from requests import Response

SHEETS_HOST = "https://sheets.googleapis.com"
TIMEOUT_SECONDS = 60.0


class SheetsClient(gspread.http_client.HTTPClient):
    """gspread's HTTP layer: its URLs, errors and sessions, without the extra request its `open` costs."""

    def __init__(self, credentials: Credentials, base_url: str) -> None:
        super().__init__(credentials, session=AuthorizedSession(credentials))
        self.timeout = TIMEOUT_SECONDS
        self._base_url = base_url or SHEETS_HOST

    def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Response:
        """Send one request; the host gspread names is replaced by the configured one."""
        return super().request(method, endpoint.replace(SHEETS_HOST, self._base_url, 1), *args, **kwargs)


class PerThread:
    """One service of each API a thread: httplib2's connections are not thread-safe."""

    def __init__(self, credentials: Credentials, base_url: str) -> None:
        self._credentials = credentials
        self._base_url = base_url
        self._local = threading.local()

    def drive(self) -> Any:
        """This thread's Drive v3 service."""
        return self._service("drive", "v3")

    def docs(self) -> Any:
        """This thread's Docs v1 service."""
        return self._service("docs", "v1")

    def gmail(self) -> Any:
        """This thread's Gmail v1 service."""
        return self._service("gmail", "v1")

    def calendar(self) -> Any:
        """This thread's Calendar v3 service."""
        return self._service("calendar", "v3")

    def _service(self, api: str, version: str) -> Any:
        made = self._local.__dict__
        if api not in made:
            made[api] = service(api, version, self._credentials, self._base_url)
        return made[api]


def service(api: str, version: str, credentials: Credentials, base_url: str) -> Any:
    """An API from the discovery document that ships with the client.

    `api_endpoint` would drop Drive's service path, so the document's own URLs are replaced. The client reads schemas
    only to write help texts from them, of Docs for some 30 MB in each thread: their names are enough.
    """
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    document = json.loads((folder / f"{api}.{version}.json").read_text(encoding="utf-8"))
    document["schemas"] = {name: {"id": name, "type": "object"} for name in document["schemas"]}
    if base_url:
        document["rootUrl"] = f"{base_url}/"
        document["baseUrl"] = f"{base_url}/{document['servicePath']}"
    return build_from_document(document, credentials=credentials)
