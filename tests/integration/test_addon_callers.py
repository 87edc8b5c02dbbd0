"""Who may post to the add-on's URLs: forged, expired, borrowed and misdirected tokens are refused."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from google.auth import crypt, jwt

from addon.adapters.google.callers import Certificates, GoogleCallers
from closeplan.errors import ForbiddenError, SettingsError
from closeplan.records import Caller
from local_workspace.addons.signing import CLIENT_ID, ISSUER, SERVICE_ACCOUNT, Signer, subject
from local_workspace.storage import Storage

URL = "https://closeplan.example/addon/sheets"
SAM = "sam@northwind.example"


@dataclass
class Google:
    """A signer and its published keys; counts how often they were asked for."""

    signer: Signer
    asked: int = 0
    now: float = 0.0
    published: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.published = self.signer.certificates()

    def fetch(self, _url: str) -> Mapping[str, str]:
        self.asked += 1
        return self.published

    def callers(self) -> GoogleCallers:
        keys = Certificates(url="", fetch=self.fetch, clock=lambda: self.now)
        return GoogleCallers(account=SERVICE_ACCOUNT, client=CLIENT_ID, certificates=keys)

    def token(self, *, key_id: str = "local", seconds: int = 0, **claims: Any) -> str:
        issued = int(time.time()) + seconds
        whole = {
            "iss": ISSUER,
            "email_verified": True,
            "iat": issued,
            "exp": issued + 600,
            "email": SAM,
            "sub": "7",
            "aud": CLIENT_ID,
        }
        signer = crypt.RSASigner.from_string(self.signer._private, key_id=key_id)
        made: bytes = jwt.encode(signer, whole | claims)
        return made.decode()


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer(Storage(tmp_path_factory.mktemp("google")))


@pytest.fixture
def google(signer: Signer) -> Google:
    return Google(signer)


def test_both_tokens_of_a_real_event_name_the_person(google: Google) -> None:
    now = datetime.now(UTC)
    system, user = google.signer.system_token(URL, now), google.signer.user_token(SAM, now)

    found = google.callers().verify(system_token=system, user_token=user, url=URL)

    assert found == Caller(email=SAM, subject=subject(SAM), domain="northwind.example")


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "https://closeplan.example/addon/other"},  # meant for another of our URLs
        {"aud": "https://elsewhere.example/addon/sheets"},
        {"email": "service-9@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"},  # another project's add-on
        {"iss": "https://evil.example"},
        {"email_verified": False},
        {"exp": int(time.time()) - 60, "iat": int(time.time()) - 600},
        {"iat": int(time.time()) + 600},
    ],
)
def test_a_system_token_that_is_not_googles_for_this_url_is_refused(
    google: Google, wrong: dict[str, Any]
) -> None:
    token = google.token(**({"aud": URL, "email": SERVICE_ACCOUNT} | wrong))
    with pytest.raises(ForbiddenError):
        google.callers().verify(system_token=token, user_token=google.token(), url=URL)


@pytest.mark.parametrize("wrong", [{"aud": "another-client"}, {"email": ""}, {"sub": ""}, {"seconds": -3600}])
def test_a_persons_token_that_is_not_for_this_add_on_is_refused(
    google: Google, wrong: dict[str, Any]
) -> None:
    system = google.token(aud=URL, email=SERVICE_ACCOUNT)
    with pytest.raises(ForbiddenError):
        google.callers().verify(system_token=system, user_token=google.token(**wrong), url=URL)


NESTED = base64.urlsafe_b64encode(b"[" * 100_000).decode()


@pytest.mark.parametrize(
    "forged", ["", "a.b.c", "no token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.", f"{NESTED}.{NESTED}."]
)
def test_what_is_no_signed_token_is_refused(google: Google, forged: str) -> None:
    with pytest.raises(ForbiddenError):
        google.callers().verify(system_token=forged, user_token=google.token(), url=URL)


def test_a_token_signed_by_somebody_else_is_refused(google: Google, tmp_path: Path) -> None:
    forger = Google(Signer(Storage(tmp_path)))
    token = forger.token(aud=URL, email=SERVICE_ACCOUNT)
    with pytest.raises(ForbiddenError, match="does not verify"):
        google.callers().verify(system_token=token, user_token=google.token(), url=URL)


def test_keys_are_asked_for_once_and_again_when_google_has_a_new_one(google: Google) -> None:
    callers = google.callers()
    for _ in range(3):
        callers.verify(
            system_token=google.token(aud=URL, email=SERVICE_ACCOUNT), user_token=google.token(), url=URL
        )
    assert google.asked == 1

    unknown = google.token(key_id="new", aud=URL, email=SERVICE_ACCOUNT)
    for _ in range(20):  # a forger who names a new key each time makes us ask no oftener
        with pytest.raises(ForbiddenError):
            callers.verify(system_token=unknown, user_token=google.token(), url=URL)
    assert google.asked == 1
    google.now = timedelta(minutes=2).total_seconds()
    google.published = {**google.published, "new": google.published["local"]}
    callers.verify(system_token=unknown, user_token=google.token(), url=URL)
    assert google.asked == 2


def test_without_its_settings_the_add_on_says_which(google: Google) -> None:
    callers = GoogleCallers(account="", client="", certificates=Certificates(url="", fetch=google.fetch))
    with pytest.raises(SettingsError, match="CLOSEPLAN_ADDON_ACCOUNT"):
        callers.verify(system_token="", user_token="", url=URL)
