"""Google Docs v1 as a pure document engine: a document in, Google's answer out; no network, no storage."""

from local_workspace.docs.document import Document
from local_workspace.docs.from_html import document_from_html
from local_workspace.docs.render import render
from local_workspace.docs.requests import batch_update
from local_workspace.docs.requests.objects import COMMENTING
from local_workspace.docs.to_html import to_html
from local_workspace.docs.to_text import to_text

__all__ = ["COMMENTING", "Document", "batch_update", "document_from_html", "render", "to_html", "to_text"]
