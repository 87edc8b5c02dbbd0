"""A vendor whose accounts are connected by OAuth 2.0: codes of one use, PKCE, refresh tokens of one use, tokens that run out."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from werkzeug import Request, Response

from addon.adapters.http import OAuthEndpoints
from tests.vendors.server import FakeVendor, Handler, answered

CLIENT = ("client-1", "client-secret-1")
BACK = "https://map.example/connect/hubspot/callback"


class FakeOAuth(FakeVendor):
    """`rotates`: a refresh token is good once. `decides` is what the person in the browser does: `allow` or `deny`."""

    def __init__(self, *, rotates: bool = True, lasts: float | None = 1800) -> None:
        super().__init__()
        self.rotates, self.lasts, self.decides = rotates, lasts, "allow"
        self.codes: dict[str, tuple[str, str]] = {}
        self.refresh_tokens: set[str] = set()
        self.access_tokens: set[str] = set()
        self.slow_seconds = 0.0

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/authorize"): self.authorize,
            ("POST", "/token"): self.give_token,
            ("GET", "/me"): self.me,
        }

    def is_let_in(self, request: Request) -> bool:
        if request.path != "/me":
            return True
        return request.headers.get("Authorization", "").removeprefix("Bearer ") in self.access_tokens

    def authorize(self, request: Request) -> Response:
        asked = request.args
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT[0]
        told = {"state": asked["state"]}
        if self.decides == "deny":
            told |= {"error": "access_denied"}
        else:
            told["code"] = secrets.token_hex(8)
            self.codes[told["code"]] = asked["redirect_uri"], asked.get("code_challenge", "")
        return Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{urlencode(told)}"})

    def give_token(self, request: Request) -> Response:
        form = request.form
        if (form.get("client_id"), form.get("client_secret")) != CLIENT:
            return answered({"error": "invalid_client"}, 401)
        time.sleep(self.slow_seconds)
        refused = getattr(self, f"_{form['grant_type']}", self._unknown)(form)
        return answered({"error": refused}, 400) if refused else answered(self._fresh(form["grant_type"]))

    def me(self, _request: Request) -> Response:
        return answered({"id": "me"})

    def revoke_everything(self) -> None:
        self.refresh_tokens.clear()
        self.access_tokens.clear()

    def _authorization_code(self, form: Mapping[str, str]) -> str:
        back, challenge = self.codes.pop(form["code"], ("", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proven = not challenge or challenge == base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return "" if back and back == form["redirect_uri"] and proven else "invalid_grant"

    def _refresh_token(self, form: Mapping[str, str]) -> str:
        known = form["refresh_token"] in self.refresh_tokens
        if self.rotates:
            self.refresh_tokens.discard(form["refresh_token"])
        return "" if known else "invalid_grant"

    def _client_credentials(self, _form: Mapping[str, str]) -> str:
        return ""

    def _account_credentials(self, form: Mapping[str, str]) -> str:
        return "" if form.get("account_id") == "A1" else "invalid_request"

    def _unknown(self, _form: Mapping[str, str]) -> str:
        return "unsupported_grant_type"

    def _fresh(self, grant: str) -> dict[str, Any]:
        told: dict[str, Any] = {"access_token": f"access-{secrets.token_hex(8)}", "token_type": "bearer"}
        self.access_tokens.add(told["access_token"])
        if self.lasts is not None:
            told["expires_in"] = self.lasts
        if grant == "authorization_code" or (grant == "refresh_token" and self.rotates):
            told["refresh_token"] = f"refresh-{secrets.token_hex(8)}"
            self.refresh_tokens.add(told["refresh_token"])
        return told

    def endpoints(self, **more: Any) -> OAuthEndpoints:
        usual: dict[str, Any] = {
            "scopes": ("deals.read", "deals.write"),
            "pkce": True,
            "base_url": lambda _answer: self.url,
        }
        return OAuthEndpoints(
            token_url=f"{self.url}/token", authorize_url=f"{self.url}/authorize", **usual | more
        )
