"""The page behind a mail's stop link: one click stops, one undoes it, and no guess does either."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.settings import read_settings
from addon.stop_links import StopLinks
from closeplan.errors import SettingsError
from closeplan.plan.languages import LANGUAGES, words_for
from tests.mails import MIA

URL = "https://closeplan.example"


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    return bootstrap(read_settings(data=tmp_path, public_url=URL), jobs=RecordingJobs())


@pytest.fixture
def browser(backend: Backend) -> FlaskClient:
    return create_app(backend).test_client(use_cookies=False)


def path(backend: Backend, language: str = "en") -> str:
    return backend.parts.stop_links.url(MIA, language).removeprefix(URL)


def test_looking_stops_nothing_a_click_does_and_another_undoes_it(
    backend: Backend, browser: FlaskClient
) -> None:
    link = path(backend)
    for _ in range(2):
        assert "Stop them?" in browser.get(link).text
    assert backend.parts.store.stopped() == frozenset()

    for _ in range(2):
        assert "No more reminders or digests" in browser.post(link).text
    assert backend.parts.store.stopped() == {MIA}
    assert f'action="{link}/undo"' in browser.get(link).text

    assert "again" in browser.post(f"{link}/undo").text
    assert backend.parts.store.stopped() == frozenset()


def test_a_mail_program_stops_with_one_click_from_anywhere(backend: Backend, browser: FlaskClient) -> None:
    """RFC 8058: a POST of that body, without a cookie, from another site."""
    done = browser.post(
        path(backend), data="List-Unsubscribe=One-Click",
        headers={"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"},
    )  # fmt: skip

    assert done.status_code == 200
    assert backend.parts.store.stopped() == {MIA}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_mails_language(backend: Backend, browser: FlaskClient, language: str) -> None:
    page = browser.get(path(backend, language))

    assert f'<html lang="{language}">' in page.text
    assert words_for(language).t("stop.ask", email=MIA) in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_what_we_did_not_sign_stops_nobody_and_is_not_logged(
    backend: Backend, browser: FlaskClient, tmp_path: Path
) -> None:
    good = path(backend).removeprefix("/stop/")
    content, _, signature = good.rpartition(".")
    other = StopLinks(secrets.token_bytes(32), URL).url(MIA, "en").removeprefix(f"{URL}/stop/")
    ours = backend.parts.signed_links.path("link-1").removeprefix("/a/")
    wrong = [
        content,
        f"{content[:-2]}xx.{signature}",
        f"{content}.{signature[::-1]}",
        other,
        ours,
        "x" * 5_000,
        "%00",
    ]

    with capture_logs() as logs:
        answers = [browser.post(f"/stop/{token}") for token in wrong]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert backend.parts.store.stopped() == frozenset()
    assert [entry for entry in logs if "refused" in entry["event"]] != []
    assert not any(token in str(logs) for token in wrong)


def test_a_thousand_guesses_are_refused(backend: Backend, browser: FlaskClient) -> None:
    answers = {browser.post(f"/stop/{secrets.token_urlsafe(32)}").status_code for _ in range(1_000)}

    assert answers == {404, 429}
    assert backend.parts.store.stopped() == frozenset()


def test_without_an_address_of_our_own_no_link_is_made() -> None:
    with pytest.raises(SettingsError, match="CLOSEPLAN_PUBLIC_URL"):
        StopLinks(b"secret", "").url(MIA, "en")
