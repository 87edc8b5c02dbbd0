"""A deal's address in the web, as people copy it from their CRM's page."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import urlsplit

_BEFORE_ID = ("deal", "deals", "potentials", "opportunity", "pulses", "0-3")
"""What stands before a deal's id in the paths of the CRMs' pages: `/deal/17`, `/lightning/r/Opportunity/006.../view`,
`/tab/Potentials/17`, `/boards/1/pulses/17`, `/contacts/1/record/0-3/17`.
"""

_SALESFORCE = re.compile(r"006[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?")
"""An opportunity's id, which stands in some of Salesforce's addresses without a word before it."""

_ID = re.compile(r"[A-Za-z0-9]{1,40}")


def is_address(text: str) -> bool:
    """Whether the text is an address in the web rather than a name."""
    return text.strip().lower().startswith(("https://", "http://"))


def deal_id_in(address: str) -> str:
    """The id of the deal whose page has that address; empty where it can't be told."""
    try:
        path = urlsplit(address.strip()[:2_000]).path
    except ValueError:
        return ""
    parts = [part for part in path.split("/") if part]
    after = (part for before, part in pairwise(parts) if before.lower() in _BEFORE_ID)
    bare = (part for part in parts if _SALESFORCE.fullmatch(part))
    return next((part for part in (*after, *bare) if _ID.fullmatch(part)), "")
