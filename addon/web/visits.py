"""Who visits a page: the member whose session the browser holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import quote, urlsplit

from flask import g, redirect, request
from werkzeug.wrappers import Response

from addon.web.frame import cookie_name
from closeplan.errors import NotFoundError
from closeplan.records import Member, MemberRole
from closeplan.services.sign_in import LONGEST, SignIn

View = Callable[..., Response]


@dataclass(frozen=True, kw_only=True)
class Visits:
    """Reads and writes the session's cookie. `base_url` is where people reach the pages."""

    sign_in: SignIn
    base_url: str

    @property
    def cookie(self) -> str:
        """The cookie's name."""
        return cookie_name("closeplan", self.base_url)

    @property
    def session_id(self) -> str:
        """What the browser holds; may be anything."""
        return request.cookies.get(self.cookie, "")

    def member(self) -> Member | None:
        """Who is signed in; asked once a request."""
        if "member" not in g:
            g.member = self.sign_in.who(self.session_id)
        found: Member | None = g.member
        return found

    def here(self) -> Member:
        """Who is signed in, in a view that `for_members` let somebody into."""
        member = self.member()
        assert member is not None
        return member

    def for_members(self, view: View) -> View:
        """The view for who is signed in; others are asked to, and come back to it."""

        @wraps(view)
        def guarded(**given: str) -> Response:
            if self.member() is not None:
                return view(**given)
            where = quote(request.path, safe="/")
            return redirect(f"/?next={where}" if request.method == "GET" else "/", code=303)

        return guarded

    def for_admins(self, view: View) -> View:
        """The view for admins; for everybody else there is no such page."""

        @wraps(view)
        def guarded(**given: str) -> Response:
            if self.here().role is not MemberRole.ADMIN:
                raise NotFoundError(f"a page for admins was asked for by {self.here().email}")
            return view(**given)

        return self.for_members(guarded)

    def remember(self, response: Response, session_id: str) -> None:
        """Give the browser a session's id: for no script, no other site, no plain connection where there is https."""
        response.set_cookie(
            self.cookie,
            session_id,
            max_age=int(LONGEST.total_seconds()),
            secure=self.base_url.startswith("https://"),
            httponly=True,
            samesite="Lax",
        )

    def forget(self, response: Response) -> None:
        """Take it from the browser again."""
        is_https = self.base_url.startswith("https://")
        response.delete_cookie(self.cookie, secure=is_https, httponly=True, samesite="Lax")


def own_path(text: str) -> str:
    """A path of these pages, where `text` is one; else the first page. Nobody is sent elsewhere after signing in."""
    parts = urlsplit(text)
    is_ours = text.startswith("/") and not text.startswith("//") and not (parts.scheme or parts.netloc)
    return text if is_ours and text.isprintable() and "\\" not in text else "/"
