"""Whether each vendor that is set up answers, and what is missing; a request or two each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from addon.adapters.http.signatures import UnsetError
from addon.hook_wiring import HookWiring
from addon.vendor_keys import PREFIX, nearest, variable
from addon.vendors import VendorKind, VendorRow
from closeplan.errors import ForbiddenError, NotFoundError, SettingsError
from closeplan.ports.hooks import HookRequest

if TYPE_CHECKING:
    from addon.wiring import Parts

Look = Callable[[], str]


def vendor_checks(parts: Parts) -> Iterator[tuple[str, Look]]:
    """A name and a look for each vendor for whom any setting is there, one that is misspelt included."""
    rows = {row.name: row for row in parts.vendors.rows}
    for name in sorted(parts.settings.vendors):
        row = rows.get(name)
        yield (row.title, partial(_vendor, parts, row)) if row else (name, partial(_unknown, name, rows))


def _unknown(name: str, known: dict[str, VendorRow]) -> str:
    listed = f"{', '.join(sorted(known))}{nearest(name, sorted(known))}"
    raise SettingsError(f"{PREFIX}{name.upper()}: there is no such vendor, only {listed}")


def _vendor(parts: Parts, row: VendorRow) -> str:
    if lacking := parts.settings.vendors[row.name].lacks(row.needs):
        named = " and ".join(variable(row.name, name) for name in lacking)
        raise SettingsError(f"set {named}; docs/vendors.md has what {row.title} needs")
    try:
        return f"{_ASKED[row.kind](parts, row.name)}; {_posts(parts, row)}"
    except ImportError as error:
        raise SettingsError(f"{error.name} is not installed; docs/vendors.md names the extra") from error


def _call_source(parts: Parts, name: str) -> str:
    """Looks for calls of the seller's in the last hour: call sources have no cheaper question in common."""
    since = parts.clock.now() - timedelta(hours=1)
    next(iter(parts.vendors.call_source(name).since(since, [parts.settings.seller])), None)
    return "answers"


def _pages(parts: Parts, name: str) -> str:
    """Also looks whether there is the page that plans go under."""
    pages = parts.vendors.pages(name)
    try:
        home = pages.page(pages.home())
    except NotFoundError as error:
        place = variable(name, "account")
        raise SettingsError(
            f"{place} names no page that closeplan can see; share the page with it"
        ) from error
    return f"connected to {pages.account()}, plans go under “{home.title}”"


_ASKED: dict[VendorKind, Callable[[Parts, str], str]] = {
    VendorKind.CRM: lambda parts, name: f"connected to {parts.vendors.crm(name).account()}",
    VendorKind.CALLS: _call_source,
    VendorKind.TALK: lambda parts, name: f"connected to {parts.vendors.talk(name).account()}",
    VendorKind.PAGES: _pages,
}


def _posts(parts: Parts, row: VendorRow) -> str:
    """How news of it are heard of."""
    try:
        sender = HookWiring(parts).sender(row.name)
    except NotFoundError:
        return "it is asked for its news"
    if not parts.settings.public_url.startswith("https://"):
        return "it is asked for its news, for there is no public https address it could post to"
    try:
        sender.verify(HookRequest(method="POST", url="", headers={}, body=b""), parts.clock.now())
    except UnsetError:
        return f"it is asked for its news; set CLOSEPLAN_VENDORS__{row.name.upper()}__SECRET to believe its messages"
    except ForbiddenError:
        pass  # as it should be: nothing proves an empty message
    return f"it may post to {parts.settings.public_url}/webhooks/{row.name}"
