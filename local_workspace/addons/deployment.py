"""A deployment resource: which URL the add-on has for what happens in which host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from local_workspace.discovery import short_scope

HOSTS = ("sheets", "docs", "drive", "gmail", "calendar")


@dataclass(frozen=True, slots=True)
class Deployment:
    """The resource as it was given; empty where no add-on is connected."""

    resource: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The add-on's name; empty where there is none."""
        return str(_at(self.resource, "addOns", "common").get("name") or "")

    @property
    def hosts(self) -> list[str]:
        """The hosts that show the add-on."""
        return [host for host in HOSTS if host in _at(self.resource, "addOns") and self._urls_of(host)]

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that a person grants by installing it, written short."""
        return tuple(short_scope(str(scope)) for scope in self.resource.get("oauthScopes", ()))

    @property
    def menu(self) -> list[dict[str, str]]:
        """The entries of the sidebar's own menu: `text` with either `function` or `url`."""
        given = _at(self.resource, "addOns", "common").get("universalActions", ())
        return [
            {
                "text": str(entry.get("label") or entry.get("text") or ""),
                "function": str(entry.get("runFunction") or ""),
                "url": str(entry.get("openLink") or ""),
            }
            for entry in given
        ]

    def home(self, host: str) -> str:
        """Called when the sidebar opens and nothing is looked at; empty where the host has no add-on."""
        if host not in _at(self.resource, "addOns"):
            return ""
        own = _at(self.resource, "addOns", host, "homepageTrigger").get("runFunction")
        common = _at(self.resource, "addOns", "common", "homepageTrigger").get("runFunction")
        return str(own or common or "")

    def opened(self, host: str) -> str:
        """Called for what the person has opened or selected; the home page where the add-on asks for no more."""
        part = _at(self.resource, "addOns", host)
        if host == "gmail":
            triggers = part.get("contextualTriggers") or [{}]
            found = triggers[0].get("onTriggerFunction")
        elif host == "calendar":
            found = _at(part, "eventOpenTrigger").get("runFunction")
        elif host == "drive":
            found = _at(part, "onItemsSelectedTrigger").get("runFunction")
        else:
            found = None
        return str(found or "") or self.home(host)

    def granted(self, host: str) -> str:
        """Called once the person has let the add-on see the file."""
        found = _at(self.resource, "addOns", host, "onFileScopeGrantedTrigger").get("runFunction")
        return str(found or "") or self.opened(host)

    def sees_events(self) -> bool:
        """Whether the add-on asked to read the guests of an open event."""
        access = _at(self.resource, "addOns", "calendar").get("currentEventAccess")
        return access in {"READ", "READ_WRITE"}

    def owns(self, function: str) -> bool:
        """Whether the URL is on one of the add-on's own origins: nothing else is ever called."""
        origins = {urlsplit(url)[:2] for url in _urls(self.resource.get("addOns", {}))}
        return bool(function) and urlsplit(function)[:2] in origins

    def _urls_of(self, host: str) -> list[str]:
        return [url for url in (self.home(host), self.opened(host)) if url]


def _at(value: Any, *names: str) -> Mapping[str, Any]:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _urls(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        # a prefix of links says which pages are previewed, not where the add-on is
        return [url for key, part in value.items() if key != "openLinkUrlPrefixes" for url in _urls(part)]
    if isinstance(value, list):
        return [url for part in value for url in _urls(part)]
    return [value] if isinstance(value, str) and value.startswith(("http://", "https://")) else []
