"""Mails in a real browser: the page that stops them, and the link to a draft."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.serving import free_port
from addon.settings import read_settings
from closeplan.records.mail import Mail
from tests.e2e.page import barriers
from tests.integration.test_mailbox import mailbox
from tests.integration.workspace_clients import running_workspace
from tests.mails import MIA
from tests.running import SELLER

WIDTH = 390


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[Backend]:
    port = free_port()
    made = bootstrap(
        read_settings(data=tmp_path, public_url=f"http://127.0.0.1:{port}"), jobs=RecordingJobs()
    )
    server = make_server("127.0.0.1", port, create_app(made), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone without script; axe is put in from outside, the page's own policy allows none."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 844}, color_scheme=request.param, bypass_csp=True, has_touch=True, is_mobile=True
    )  # fmt: skip
    yield context.new_page()
    context.close()


def test_a_buyer_stops_the_mails_on_a_phone_and_has_them_again(phone: Page, backend: Backend) -> None:
    phone.goto(backend.parts.stop_links.url(MIA, "de"))
    expect(phone.get_by_role("status")).to_contain_text("Abbestellen?")
    assert barriers(phone) == []

    phone.get_by_role("button", name="Diese Mails abbestellen").click()
    expect(phone.get_by_role("status")).to_contain_text("keine Erinnerungen und Übersichten mehr")
    assert backend.parts.store.stopped() == {MIA}
    assert barriers(phone) == []

    phone.get_by_role("button", name="Wieder zusenden").click()
    expect(phone.get_by_role("status")).to_contain_text("erhält wieder")
    assert backend.parts.store.stopped() == frozenset()
    assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTH


def test_the_link_to_a_draft_opens_it_to_be_sent(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    with running_workspace(tmp_path) as process:
        base = process.ready["workspace"]
        link = mailbox(base, SELLER).draft(Mail(to=(MIA,), subject="Recap", text="Hello Mia"))

        page.goto(f"{link}?as={SELLER}")

        expect(page.get_by_test_id("draft-text")).to_have_value("Hello Mia\n")
        expect(page.get_by_test_id("draft-send")).to_be_visible()
    page.close()
