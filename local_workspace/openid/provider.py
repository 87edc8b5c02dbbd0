"""What Google's OpenID provider decides: which codes and refresh tokens stand for whom, and what they are worth.

RFC 6749 (codes), RFC 7636 (PKCE), OpenID Connect Core 1.0; names and lives as in Google's own provider. Any client may
ask, with any secret, if it is on this machine: that is all such a client is registered with.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from local_workspace.addons.signing import ISSUER, Signer
from local_workspace.auth import display_name
from local_workspace.clock import Clock
from local_workspace.storage import Storage

CODE_LIFE = timedelta(minutes=1)
TOKEN_SECONDS = 3599
"""As Google's: a second short of the hour."""

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class OAuthRefusal(Exception):  # noqa: N818 - RFC 6749 calls it an error code, this is its carrier
    """An error of RFC 6749: `code` is what a client reads."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a client asks a person for."""

    client_id: str
    redirect_uri: str
    scope: str
    state: str
    nonce: str
    challenge: str
    offline: bool

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Ask:
        """From the query of the authorization endpoint; OAuthRefusal where no person should be asked."""
        uri = given.get("redirect_uri", "")
        if urlsplit(uri).hostname not in _LOOPBACK or urlsplit(uri).scheme not in {"http", "https"}:
            raise OAuthRefusal("redirect_uri_mismatch", "The redirect_uri is not on this machine.")
        if not given.get("client_id"):
            raise OAuthRefusal("invalid_client", "The OAuth client was not found.")
        if given.get("response_type") != "code":
            raise OAuthRefusal("unsupported_response_type", "Only response_type=code is given here.")
        challenge = given.get("code_challenge", "")
        if challenge and given.get("code_challenge_method") != "S256":
            raise OAuthRefusal("invalid_request", "Only code_challenge_method=S256 is known.")
        return cls(
            client_id=given["client_id"],
            redirect_uri=uri,
            scope=given.get("scope", ""),
            state=given.get("state", ""),
            nonce=given.get("nonce", ""),
            challenge=challenge,
            offline=given.get("access_type") == "offline",
        )


@dataclass(frozen=True, slots=True)
class _Code:
    ask: Ask
    email: str
    until: datetime


@dataclass(slots=True)
class Provider:
    """Gives codes for consent, tokens for codes. Codes live in memory, refresh tokens in the store."""

    storage: Storage
    clock: Clock
    signer: Signer
    _codes: dict[str, _Code] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def consent(self, ask: Ask, email: str) -> str:
        """A code for what that person allowed; good once, for a minute."""
        code = f"4/0{secrets.token_urlsafe(32)}"
        with self._lock:
            self._codes[code] = _Code(ask, email.lower(), self.clock.now() + CODE_LIFE)
        return code

    def token(self, form: Mapping[str, str]) -> dict[str, object]:
        """The token endpoint's answer; OAuthRefusal as RFC 6749 5.2 names it."""
        if not form.get("client_id") or not form.get("client_secret"):
            raise OAuthRefusal("invalid_client", "The OAuth client was not found.")
        if form.get("grant_type") == "authorization_code":
            return self._for_code(form)
        if form.get("grant_type") == "refresh_token":
            return self._for_refresh_token(form)
        raise OAuthRefusal("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")

    def revoke(self, token: str) -> None:
        """Take a refresh token back; OAuthRefusal for one that is none."""
        if not token or not self.storage.kept(_name(token)):
            raise OAuthRefusal("invalid_token", "Token expired or revoked")
        self.storage.keep(_name(token), "")

    def _for_code(self, form: Mapping[str, str]) -> dict[str, object]:
        with self._lock:
            code = self._codes.pop(form.get("code", ""), None)
        if code is None or self.clock.now() > code.until or code.ask.client_id != form["client_id"]:
            raise OAuthRefusal("invalid_grant", "Malformed auth code.")
        if code.ask.redirect_uri != form.get("redirect_uri"):
            raise OAuthRefusal("redirect_uri_mismatch", "Bad Request")
        if not _answers(code.ask.challenge, form.get("code_verifier", "")):
            raise OAuthRefusal("invalid_grant", "Invalid code verifier.")
        made = self._access(code.email, code.ask.scope)
        if "openid" in code.ask.scope.split():
            made["id_token"] = self._id_token(code)
        if code.ask.offline:
            made["refresh_token"] = self._refresh_token(code)
        return made

    def _for_refresh_token(self, form: Mapping[str, str]) -> dict[str, object]:
        kept = self.storage.kept(_name(form.get("refresh_token", "")))
        grant = json.loads(kept) if kept else {}
        if not grant or grant["client_id"] != form["client_id"]:
            raise OAuthRefusal("invalid_grant", "Token has been expired or revoked.")
        asked = form.get("scope") or grant["scope"]
        if not set(asked.split()) <= set(grant["scope"].split()):
            raise OAuthRefusal("invalid_scope", "Some requested scopes were not granted.")
        return self._access(grant["email"], asked)

    def _access(self, email: str, scope: str) -> dict[str, object]:
        short = ",".join(part.rpartition("/auth/")[2] for part in scope.split())
        token = f"local:{email}?scopes={short}"
        return {"access_token": token, "expires_in": TOKEN_SECONDS, "scope": scope, "token_type": "Bearer"}

    def _id_token(self, code: _Code) -> str:
        name = display_name(code.email)
        extra = {"nonce": code.ask.nonce} if code.ask.nonce else {}
        claims = {"azp": code.ask.client_id, "name": name, **extra}
        return self.signer.id_token(code.email, code.ask.client_id, claims, self.clock.now())

    def _refresh_token(self, code: _Code) -> str:
        token = f"1//0{secrets.token_urlsafe(32)}"
        grant = {"email": code.email, "client_id": code.ask.client_id, "scope": code.ask.scope}
        self.storage.keep(_name(token), json.dumps(grant))
        return token


def discovery(base_url: str) -> dict[str, object]:
    """The provider's metadata: Google's document with the addresses of this Workspace."""
    return {
        "issuer": ISSUER,
        "authorization_endpoint": f"{base_url}/o/oauth2/v2/auth",
        "token_endpoint": f"{base_url}/token",
        "userinfo_endpoint": f"{base_url}/v1/userinfo",
        "revocation_endpoint": f"{base_url}/revoke",
        "jwks_uri": f"{base_url}/oauth2/v3/certs",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email", "profile"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "claims_supported": ["aud", "email", "email_verified", "exp", "iat", "iss", "name", "sub"],
        "code_challenge_methods_supported": ["S256"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
    }


def _answers(challenge: str, verifier: str) -> bool:
    """Whether a verifier is the one a challenge was made of (RFC 7636, 4.6)."""
    if not challenge:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(made, challenge)


def _name(token: str) -> str:
    return f"refresh-token:{hashlib.sha256(token.encode()).hexdigest()}"
