"""Signed links: what a link says can't be made up, and says nothing but a random number.

Whether a link still opens anything is the store's to say; the signature only keeps guesses away from it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, NamedTuple

from itsdangerous import BadData, URLSafeSerializer

LONGEST_TOKEN = 400
"""Characters; no token of ours is longer."""


class Form(NamedTuple):
    """What a page's form carries: the link it belongs to, the dates it showed, and a number of its own."""

    link_id: str
    digest: str
    number: str


class SignedLinks:
    """Makes and reads the tokens of one installation; a new secret ends them all."""

    def __init__(self, secret: bytes, base_url: str) -> None:
        self._links = _serializer(secret, "closeplan link 1")
        self._forms = _serializer(secret, "closeplan form 1")
        self._base_url = base_url

    def url(self, link_id: str) -> str:
        """The link to give to the person."""
        return f"{self._base_url}{self.path(link_id)}"

    def path(self, link_id: str) -> str:
        """The same without the host."""
        return f"/a/{self._links.dumps(link_id)}"

    def link_id(self, token: str) -> str | None:
        """The link a token names; None for one that is not ours."""
        found = _loaded(self._links, token)
        return found if isinstance(found, str) else None

    def form(self, form: Form) -> str:
        """The signed content of a form."""
        return str(self._forms.dumps(list(form)))

    def read_form(self, token: str) -> Form | None:
        """The content of a form that was sent; None where it is none of ours."""
        found = _loaded(self._forms, token)
        return Form(*map(str, found)) if isinstance(found, list) and len(found) == len(Form._fields) else None


def _serializer(secret: bytes, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret, salt=salt, signer_kwargs={"key_derivation": "hmac", "digest_method": sha256}
    )


def _loaded(serializer: URLSafeSerializer, token: str) -> Any:
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        return serializer.loads(token)
    except BadData:
        return None
