"""How soon a plan stands: from the sidebar that opens beside a mail to the Sheet that is shared."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from statistics import median
from typing import Any

import requests

from bench.figures import Figure
from tests.running import SELLER
from tests.sidebar import Sidebar

PLANS = 5


def figures(demo: Mapping[str, Any]) -> Iterator[Figure]:
    """The seconds that are the demo's, clicks and typing left out, and the longest single answer of them."""
    whole, longest = [], []
    for number in range(PLANS):
        answers = list(_answers(demo, f"dana@buyer{number}.example"))
        whole.append(sum(answers))
        longest.append(max(answers))
    yield Figure("sidebar opened to shared plan", median(whole), 5, "s")
    yield Figure("the longest answer of it", median(longest), None, "s")


def _answers(demo: Mapping[str, Any], buyer: str) -> Iterator[float]:
    """The seconds of each answer: the mail's card, the form, the plan."""
    sidebar = Sidebar(demo, host="gmail", beside={"messageId": _mail(demo, buyer)})
    go_live = datetime.now(UTC).date() + timedelta(days=300)
    for press in (
        sidebar.open,
        lambda: sidebar.press("Make a plan…"),
        lambda: sidebar.press("Make and share with those ticked", {"go_live": go_live}),
    ):
        began = time.perf_counter()
        press()
        yield time.perf_counter() - began
    assert "Shared with" in sidebar.text, sidebar.text


def _mail(demo: Mapping[str, Any], sender: str) -> str:
    """A mail to the seller; its id in their mailbox."""
    written = EmailMessage()
    written["To"], written["Subject"] = SELLER, "Rollout"
    raw = base64.urlsafe_b64encode(written.as_bytes()).decode()
    url = f"{demo['workspace']}/gmail/v1/users/me/messages"
    headers = {"Authorization": f"Bearer local:{sender}"}
    requests.post(f"{url}/send", json={"raw": raw}, headers=headers, timeout=10).raise_for_status()
    mine = {"Authorization": f"Bearer local:{SELLER}"}
    found = requests.get(f"{url}?maxResults=1", headers=mine, timeout=10).json()
    return str(found["messages"][0]["id"])
