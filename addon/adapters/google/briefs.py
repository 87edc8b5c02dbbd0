"""Briefs as Google Docs: HTML that Drive turns into a Doc, on a page without wide margins."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from googleapiclient.http import MediaInMemoryUpload

from addon.adapters.google import files
from addon.adapters.google.clients import PerThread
from addon.adapters.google.docs import DOC_TYPE
from addon.adapters.google.faults import translated
from closeplan.errors import NotFoundError
from closeplan.records import Share
from closeplan.records.briefs import MARGIN, BriefPage, BriefPdf

BRIEF_PROPERTY = "closeplan_brief"
"""The private file property that holds the id of the plan a brief is of; only this app sees it."""

RETRIES = 4
_A4, _LETTER = (595.276, 841.89), (612, 792)


class GoogleBriefs:
    """`closeplan.ports.brief.Briefs` as whoever the client's account is."""

    def __init__(self, client: Callable[[], PerThread], base_url: str = "") -> None:
        self._client = client
        self._base_url = base_url

    def create(self, plan_id: str, page: BriefPage) -> str:
        found = files.find_file(self._client().drive(), plan_id, DOC_TYPE, BRIEF_PROPERTY)
        if found is not None:
            self.replace(found, page)
            return found
        body = {"name": page.title, "mimeType": DOC_TYPE, "appProperties": {BRIEF_PROPERTY: plan_id}}
        with translated("making the brief"):
            made = self._files().create(body=body, media_body=_media(page), fields="id").execute()
        self._lay_out(str(made["id"]), page)
        return str(made["id"])

    def replace(self, document_id: str, page: BriefPage) -> None:
        with translated("writing the brief"):
            request = self._files().update(
                fileId=document_id, body={"name": page.title}, media_body=_media(page), fields="trashed"
            )
            written = request.execute(num_retries=RETRIES)
        if written.get("trashed"):
            raise NotFoundError("writing the brief: its Doc is in the trash")
        self._lay_out(document_id, page)

    def _lay_out(self, document_id: str, page: BriefPage) -> None:
        """HTML says nothing of paper, so its size and margins are set afterwards."""
        width, height = _LETTER if page.letter else _A4
        margins = ("marginTop", "marginBottom", "marginLeft", "marginRight")
        style = {
            "pageSize": {"width": _points(width), "height": _points(height)},
            **{name: _points(MARGIN) for name in margins},
        }
        request = {"updateDocumentStyle": {"documentStyle": style, "fields": ",".join(style)}}
        with translated("laying out the brief"):
            documents = self._client().docs().documents()
            documents.batchUpdate(documentId=document_id, body={"requests": [request]}).execute(
                num_retries=RETRIES
            )

    def pdf(self, document_id: str) -> BriefPdf:
        from pypdf import PdfReader  # noqa: PLC0415 - only a brief that is written needs the library

        with translated("putting the brief on paper"):
            content: bytes = (
                self._files()
                .export(fileId=document_id, mimeType="application/pdf")
                .execute(num_retries=RETRIES)
            )
        return BriefPdf(content=content, pages=len(PdfReader(io.BytesIO(content)).pages))

    def share(self, document_id: str, shares: Sequence[Share]) -> None:
        files.share_file(self._client().drive(), document_id, shares)

    def url(self, document_id: str) -> str:
        if self._base_url:
            return f"{self._base_url}/#/file/{document_id}"
        return f"https://docs.google.com/document/d/{document_id}/edit"

    def _files(self) -> Any:
        return self._client().drive().files()


def _media(page: BriefPage) -> MediaInMemoryUpload:
    return MediaInMemoryUpload(page.html.encode(), mimetype="text/html")


def _points(size: float) -> dict[str, float | str]:
    return {"magnitude": size, "unit": "PT"}
