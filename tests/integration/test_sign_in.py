"""Signing in on the pages: what verifies comes in, all else is refused and learns nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import responses
from flask.testing import FlaskClient
from google.auth import crypt, jwt
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.settings import read_settings
from addon.web import frame
from addon.web.visits import own_path
from closeplan.plan.model import Deal, Network, Side, Stakeholder
from closeplan.records import Member, MemberRole, PlanRecord
from local_workspace.addons.signing import ISSUER, Signer, subject
from local_workspace.openid.provider import discovery
from local_workspace.storage import Storage

HOME = "https://closeplan.example"
GOOGLE = "http://127.0.0.1:9"
CLIENT = "local-pages.apps.googleusercontent.com"
SAM = "sam@northwind.example"
HTML = {"Accept": "text/html"}
COOKIE = "__Host-closeplan"


@dataclass
class Google:
    """A provider whose ID tokens can be wrong in any way."""

    signer: Signer
    claims: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    nonce: str = ""

    def publish(self, mock: responses.RequestsMock) -> None:
        mock.get(f"{GOOGLE}/.well-known/openid-configuration", json=discovery(GOOGLE))
        mock.get(f"{GOOGLE}/oauth2/v3/certs", json=self.signer.key_set())
        mock.add_callback(responses.POST, f"{GOOGLE}/token", self._token)
        mock.post(f"{GOOGLE}/revoke", json={})

    def _token(self, request: Any) -> tuple[int, dict[str, str], str]:
        self.asked.append({name: values[0] for name, values in parse_qs(request.body).items()})
        made = {"access_token": "at", "token_type": "Bearer", "expires_in": 3599, "scope": "openid email"}
        return 200, {}, json.dumps(made | {"id_token": self.id_token()} | self.answer)

    def id_token(self) -> str:
        now = int(time.time())
        usual = {
            "iss": ISSUER, "aud": CLIENT, "azp": CLIENT, "sub": subject(SAM), "email": SAM, "email_verified": True, "hd": "northwind.example",
            "iat": now, "exp": now + 600, "nonce": self.nonce,
        }  # fmt: skip
        signer = crypt.RSASigner.from_string(self.signer._private, key_id="local")
        token: bytes = jwt.encode(signer, usual | self.claims)
        return token.decode()


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer(Storage(tmp_path_factory.mktemp("google")))


@pytest.fixture
def google(signer: Signer) -> Iterator[Google]:
    made = Google(signer)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        made.publish(mock)
        yield made


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    settings = read_settings(data=tmp_path, workspace_url=GOOGLE, public_url=HOME)
    return bootstrap(settings, jobs=RecordingJobs())


@pytest.fixture
def client(backend: Backend, google: Google) -> FlaskClient:
    return create_app(backend).test_client()


def begin(client: FlaskClient, google: Google, where: str = "/sign-in") -> dict[str, str]:
    """Send the browser to Google; returns what it is sent there with."""
    sent = client.get(where, base_url=HOME)
    assert sent.status_code == 302, sent.text
    assert sent.location.startswith(f"{GOOGLE}/o/oauth2/v2/auth?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(sent.location).query).items()}
    google.nonce = asked["nonce"]
    return asked


def come_back(client: FlaskClient, state: str) -> Any:
    return client.get(f"/sign-in/back?code=4/abc&state={state}", base_url=HOME, headers=HTML)


def sign_in(client: FlaskClient, google: Google, email: str = SAM) -> None:
    google.claims = {"email": email, "sub": subject(email)}
    assert come_back(client, begin(client, google)["state"]).status_code == 303


def page(client: FlaskClient, path: str) -> Any:
    return client.get(path, base_url=HOME, headers=HTML)


def form(client: FlaskClient, path: str, shown_on: str = "/", **fields: str) -> Any:
    """Send a form as the browser does that was shown it."""
    token = page(client, shown_on).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    return client.post(path, data={"csrf_token": token, **fields}, base_url=HOME, headers=HTML)


def test_a_seller_signs_in_and_comes_back_to_the_page_they_wanted(
    client: FlaskClient, google: Google
) -> None:
    asked = begin(client, google, "/sign-in?next=/plans/acme")
    back = come_back(client, asked["state"])

    assert (back.status_code, back.location) == (303, "/plans/acme")
    assert asked["scope"] == "openid email profile"
    verifier = google.asked[0]["code_verifier"].encode()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
    assert (asked["code_challenge"], asked["code_challenge_method"]) == (challenge, "S256")
    assert google.asked[0]["redirect_uri"] == asked["redirect_uri"] == f"{HOME}/sign-in/back"
    assert SAM in page(client, "/").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 60},
        {"iat": int(time.time()) + 86_400},  # a day: the cases are made when the run begins
        {"nonce": "of another sign-in"},
        {"nonce": ""},
        {"email_verified": False},
        {"email": ""},
        {"sub": ""},
        {"email": "dana@acme.example", "sub": "99", "hd": "acme.example"},  # a buyer
        {"hd": ""},  # a private account with the company's address
    ],
)
def test_who_is_not_vouched_for_or_no_member_is_not_signed_in(
    client: FlaskClient, google: Google, wrong: dict[str, Any]
) -> None:
    asked = begin(client, google)
    google.claims = wrong
    back = come_back(client, asked["state"])

    assert back.status_code == 403
    assert "You are not signed in" in back.text
    assert client.get_cookie(COOKIE, domain="closeplan.example") is None
    assert page(client, "/people").status_code == 303


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0."])
def test_an_id_token_that_is_not_signed_is_refused(client: FlaskClient, google: Google, token: str) -> None:
    asked = begin(client, google)
    google.answer = {"id_token": token}
    assert come_back(client, asked["state"]).status_code == 403


def test_an_id_token_of_another_key_is_refused(client: FlaskClient, google: Google, tmp_path: Path) -> None:
    asked = begin(client, google)
    forger = Google(Signer(Storage(tmp_path / "forger")), nonce=google.nonce)
    google.answer = {"id_token": forger.id_token()}
    assert come_back(client, asked["state"]).status_code == 403


def test_an_answer_to_a_sign_in_that_somebody_else_began_is_refused(
    backend: Backend, client: FlaskClient, google: Google
) -> None:
    asked = begin(client, google)
    victim = create_app(backend).test_client()
    assert come_back(victim, asked["state"]).status_code == 403
    assert come_back(client, asked["state"]).status_code == 303
    assert come_back(client, asked["state"]).status_code == 403, "a state is good once"


def test_a_session_is_new_with_each_sign_in_and_over_after_signing_out(
    client: FlaskClient, google: Google
) -> None:
    def cookie() -> str:
        found = client.get_cookie(COOKIE, domain="closeplan.example")
        return found.value if found else ""

    client.set_cookie(COOKIE, "planted", domain="closeplan.example", secure=True)
    sign_in(client, google)
    first = cookie()
    assert first != "planted"
    sign_in(client, google)
    second = cookie()
    assert second not in {"", first}

    assert form(client, "/sign-out").status_code == 303
    assert cookie() == ""
    for old in (first, second):
        client.set_cookie(COOKIE, old, domain="closeplan.example", secure=True)
        assert "Sign in with Google" in page(client, "/").text


def test_the_cookies_are_for_https_and_no_script(client: FlaskClient, google: Google) -> None:
    back = come_back(client, begin(client, google)["state"])
    cookies = back.headers.getlist("Set-Cookie") + page(client, "/").headers.getlist("Set-Cookie")
    assert {one.partition("=")[0] for one in cookies} == {COOKIE, "__Host-closeplan-form"}
    for one in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(one.split("; "))
        assert "Domain" not in one


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
def test_a_form_from_another_site_changes_nothing(
    client: FlaskClient, google: Google, headers: dict[str, str]
) -> None:
    sign_in(client, google)
    token = page(client, "/").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = client.post("/sign-out", data={"csrf_token": token}, base_url=HOME, headers=HTML | headers)
    assert sent.status_code == 400
    assert SAM in page(client, "/").text


@pytest.mark.parametrize("token", ["", "forged", "IjEi.aaaa.bbbb"])
def test_a_form_without_its_token_changes_nothing(client: FlaskClient, google: Google, token: str) -> None:
    sign_in(client, google)
    assert client.post("/sign-out", data={"csrf_token": token}, base_url=HOME).status_code == 400
    assert SAM in page(client, "/").text


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nX: y",
        "plans",
        "///x",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(wanted: str) -> None:
    assert own_path(wanted) == "/"


@given(st.text(st.sampled_from("/\\:.@?#abc\t\n %e")))
def test_wherever_a_path_leads_it_stays_here(wanted: str) -> None:
    target = urljoin(f"{HOME}/sign-in/back", own_path(wanted).replace("\\", "/"))
    assert urlsplit(target)[:2] == ("https", "closeplan.example")


def test_own_paths_are_kept() -> None:
    assert own_path("/plans/acme?x=1") == "/plans/acme?x=1"


def test_who_tries_too_often_waits(client: FlaskClient, google: Google) -> None:
    codes = [client.get("/sign-in/back?state=guess", base_url=HOME).status_code for _ in range(35)]
    assert codes == [403] * 30 + [429] * 5


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 403)])
def test_people_behind_a_proxy_are_counted_one_by_one_if_there_is_said_to_be_one(
    tmp_path: Path, google: Google, proxies: int, last: int
) -> None:
    settings = read_settings(data=tmp_path, workspace_url=GOOGLE, public_url=HOME, proxies=proxies)
    client = create_app(bootstrap(settings, jobs=RecordingJobs())).test_client()
    codes = [
        client.get(
            "/sign-in/back", base_url=HOME, headers={"X-Forwarded-For": f"6.6.6.6, 10.0.0.{n}"}
        ).status_code
        for n in range(31)
    ]
    assert codes[-1] == last


def test_every_answer_carries_the_headers(client: FlaskClient, google: Google) -> None:
    for path in ("/", "/nope", "/healthz", "/plans/x", "/addon/home"):
        answer = page(client, path)
        for name, value in frame.HEADERS.items():
            assert answer.headers[name] == value, path
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert "Server" not in answer.headers
    with client.get("/addon/logo.png") as logo:
        assert logo.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_page_for_admins_is_none_for_others(backend: Backend, client: FlaskClient, google: Google) -> None:
    sign_in(client, google)
    refused, nothing = page(client, "/people"), page(client, "/nope")
    assert refused.status_code == nothing.status_code == 404
    assert "Nothing here" in refused.text
    assert "Nothing here" in nothing.text
    assert form(client, "/people/add", email="x@northwind.example").status_code == 404
    assert client.get("/people", base_url=HOME).get_json() == {"error": "there is nothing here"}
    assert backend.parts.people.everybody()[0].role is MemberRole.SELLER


def test_an_admin_gives_roles_and_signs_people_out(
    backend: Backend, client: FlaskClient, google: Google
) -> None:
    backend.parts.people.add("ada@northwind.example", role="admin")
    other = create_app(backend).test_client()
    sign_in(other, google)
    sign_in(client, google, "ada@northwind.example")

    assert (
        form(client, "/people/change", "/people", email=SAM, role="manager", team="East").status_code == 303
    )
    assert (
        form(client, "/people/add", "/people", email="kim@northwind.example", role="seller").status_code
        == 303
    )
    wrong = form(client, "/people/add", "/people", email='"><script>alert(1)</script>', name="<b>")
    assert wrong.status_code == 400
    assert "<script" not in wrong.text
    roles = {one.email: (one.role.value, one.team) for one in backend.parts.people.everybody()}
    assert roles == {
        "ada@northwind.example": ("admin", ""), SAM: ("manager", "East"), "kim@northwind.example": ("seller", "")
    }  # fmt: skip

    form(client, "/people/sign-out", "/people", email=SAM)
    assert "Sign in with Google" in page(other, "/").text
    assert (
        "can&#39;t remove yourself"
        in form(client, "/people/remove", "/people", email="ada@northwind.example").text
    )


def test_a_buyer_is_added_only_by_an_admin_who_says_so(
    backend: Backend, client: FlaskClient, google: Google
) -> None:
    backend.parts.people.add("ada@northwind.example", role="admin")
    dana = Stakeholder(id="p1", name="Dana", email="dana@acme.example", side=Side.BUYER)
    network = Network(steps=(), go_live=date(2027, 3, 31))
    deal = Deal(id="a", name="Acme", buyer="Acme", seller="N", network=network, stakeholders=(dana,))
    backend.store.add_plan(PlanRecord(id="a", deal=deal, owner=SAM, robot="r@x.example"))
    sign_in(client, google, "ada@northwind.example")

    asked = form(client, "/people/add", "/people", email=dana.email, name="Dana")
    assert (asked.status_code, dana.email in {one.email for one in backend.parts.people.everybody()}) == (
        400,
        False,
    )
    assert "Add them all the same" in asked.text
    assert 'value="dana@acme.example"' in asked.text
    assert form(client, "/people/add", "/people", email=dana.email, anyway="on").status_code == 303


def test_a_grant_is_kept_encrypted_and_taken_back(
    backend: Backend, client: FlaskClient, google: Google
) -> None:
    sign_in(client, google)
    asked = begin(client, google, "/grants/ask")
    assert (asked["access_type"], asked["prompt"]) == ("offline", "consent")
    compose = "https://www.googleapis.com/auth/gmail.compose"
    google.answer = {"refresh_token": "1//secret", "scope": f"openid email {compose}"}
    back = client.get(f"/grants/back?code=c&state={asked['state']}", base_url=HOME, headers=HTML)
    assert back.location == "/grants"
    assert "Take this back" in page(client, "/grants").text
    kept = backend.store.grant(SAM)  # type: ignore[attr-defined]
    assert kept is not None
    assert "secret" not in kept.token

    assert form(client, "/grants/revoke", "/grants").status_code == 303
    assert backend.store.grant(SAM) is None  # type: ignore[attr-defined]


def test_meetings_are_asked_for_only_where_meet_is_set_up(client: FlaskClient, google: Google) -> None:
    sign_in(client, google)

    assert "Meet calls" not in page(client, "/grants").text
    asked = begin(client, google, "/grants/ask?for=meetings")
    assert "meetings" not in asked["scope"]


def test_meetings_are_granted_beside_mail(tmp_path: Path, google: Google) -> None:
    settings = read_settings(
        data=tmp_path, workspace_url=GOOGLE, public_url=HOME, vendors={"meet": {"url": GOOGLE}}
    )
    backend = bootstrap(settings, jobs=RecordingJobs())
    client = create_app(backend).test_client()
    sign_in(client, google)
    asked = begin(client, google, "/grants/ask?for=meetings")
    google.answer = {"refresh_token": "1//secret", "scope": f"openid {asked['scope']}"}

    back = client.get(f"/grants/back?code=c&state={asked['state']}", base_url=HOME, headers=HTML)

    assert back.location == "/grants"
    assert "You let closeplan read your meetings" in page(client, "/grants").text
    assert "gmail" not in asked["scope"]


@pytest.mark.parametrize("answer", [{"scope": "openid email"}, {"refresh_token": ""}])
def test_what_was_not_granted_is_not_kept(
    backend: Backend, client: FlaskClient, google: Google, answer: dict[str, str]
) -> None:
    sign_in(client, google)
    asked = begin(client, google, "/grants/ask")
    compose = "https://www.googleapis.com/auth/gmail.compose"
    google.answer = {"refresh_token": "1//secret", "scope": f"openid email {compose}"} | answer
    back = client.get(f"/grants/back?code=c&state={asked['state']}", base_url=HOME, headers=HTML)
    assert back.location == "/grants?missed"
    assert backend.store.grant(SAM) is None  # type: ignore[attr-defined]


def test_a_grant_of_somebody_else_is_not_kept(backend: Backend, client: FlaskClient, google: Google) -> None:
    sign_in(client, google)
    asked = begin(client, google, "/grants/ask")
    google.claims = {"email": "max@northwind.example", "sub": subject("max@northwind.example")}
    back = client.get(f"/grants/back?code=c&state={asked['state']}", base_url=HOME, headers=HTML)
    assert back.location == "/grants?missed"


def test_who_is_removed_sees_nothing_with_their_next_click(
    backend: Backend, client: FlaskClient, google: Google
) -> None:
    sign_in(client, google)
    assert backend.parts.people.everybody()[0] == Member(email=SAM, subject=subject(SAM))
    backend.parts.people.remove(SAM)
    assert "Sign in with Google" in page(client, "/").text
