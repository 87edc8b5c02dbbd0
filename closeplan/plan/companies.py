"""What an address tells of a company: its name, its country, and whether it is a person's at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from closeplan.plan.languages import LANGUAGES, language_of

COUNTRIES = {
    "AR": "Argentina", "AU": "Australia", "AT": "Austria", "BE": "Belgium", "BR": "Brazil", "CA": "Canada",
    "CL": "Chile", "CZ": "Czechia", "DK": "Denmark", "FI": "Finland", "FR": "France", "DE": "Germany",
    "GR": "Greece", "HK": "Hong Kong", "HU": "Hungary", "IN": "India", "IE": "Ireland", "IL": "Israel",
    "IT": "Italy", "JP": "Japan", "LU": "Luxembourg", "MX": "Mexico", "NL": "Netherlands",
    "NZ": "New Zealand", "NO": "Norway", "PE": "Peru", "PL": "Poland", "PT": "Portugal", "RO": "Romania",
    "SG": "Singapore", "SK": "Slovakia", "SI": "Slovenia", "ZA": "South Africa", "KR": "South Korea",
    "ES": "Spain", "SE": "Sweden", "CH": "Switzerland", "TR": "Türkiye", "AE": "United Arab Emirates",
    "GB": "United Kingdom", "US": "United States", "UY": "Uruguay",
}  # fmt: skip
"""Countries whose public holidays a plan can keep, by ISO 3166 code, as the sidebar offers them."""

FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "msn.com",
    "yahoo.com", "yahoo.co.jp", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "icloud.com", "me.com", "mac.com",
    "aol.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "proton.me",
    "protonmail.com", "pm.me", "mail.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "libero.it",
    "virgilio.it", "alice.it", "ziggo.nl", "kpnmail.nl", "uol.com.br", "bol.com.br", "terra.com.br",
    "docomo.ne.jp", "ezweb.ne.jp", "nifty.com", "fastmail.com", "zoho.com", "yandex.ru", "mail.ru",
    "qq.com", "163.com",
})  # fmt: skip
"""Domains at which everybody has an address: they name no company."""

_LANGUAGES = {
    "de": ("DE", "AT", "CH"), "fr": ("FR", "LU"), "es": ("ES", "AR", "CL", "MX", "PE", "UY"),
    "pt": ("PT", "BR"), "it": ("IT",), "nl": ("NL",), "ja": ("JP",),
    "en": ("GB", "US", "IE", "AU", "NZ", "CA", "IN", "SG", "ZA"),
}  # fmt: skip
"""The countries in which a company is written to in that language; where several are usual the commonest."""

_AT_HOME = {"de": "DE", "fr": "FR", "it": "IT", "nl": "NL", "ja": "JP"}
"""The country that a language alone suggests; English, Spanish and Portuguese are spoken in too many."""

_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "gob", "gov", "gv", "ne", "net", "or", "org"))
_ROBOT = re.compile(
    r"^(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?|notifications?|"
    r"calendar-notification|drive-shares[\w-]*|comments-noreply)([+@-]|$)"
)
_GROUP_CALENDARS = (
    "resource.calendar.google.com",
    "group.calendar.google.com",
    "group.v.calendar.google.com",
)
_SPELLED_OUT = 3
"""A name of so few letters is an abbreviation."""


def domain_of(address: str) -> str:
    """The part after the `@`, in lower case; a bare domain is itself."""
    return address.strip().rpartition("@")[2].strip(" .>").lower()


def is_person(address: str) -> bool:
    """Whether somebody reads mails to that address: no robot, no room, no shared calendar."""
    local, _, domain = address.strip().lower().rpartition("@")
    if not local or not domain or domain in _GROUP_CALENDARS:
        return False
    return not _ROBOT.search(f"{local}@")


def is_company(domain: str) -> bool:
    """Whether the domain is one company's own."""
    return "." in domain and domain not in FREE_MAIL


def company_name(domain: str) -> str:
    """`acme-foods.co.uk` as a name: `Acme Foods`; a short one is taken for an abbreviation."""
    labels = _labels(domain)
    name = labels[-1] if labels else ""
    words = re.split(r"[-_]+", name)
    return " ".join(word.upper() if len(word) <= _SPELLED_OUT else word.capitalize() for word in words)


def country_of(domain: str) -> str:
    """The country of a domain's last label, empty where it tells none we keep a calendar of (`.com`, `.io`)."""
    last = domain.rpartition(".")[2].upper()
    code = "GB" if last == "UK" else last
    return code if code in COUNTRIES else ""


def language_there(country: str, locale: str) -> str:
    """The language a company of that country is written to in; where that is open, the seller's own."""
    there = next((tag for tag in LANGUAGES if country in _LANGUAGES[tag]), "")
    return there or language_of(locale) or "en"


def country_here(domain: str, locale: str) -> str:
    """The country of somebody's working days: their domain's, else their locale's (`de-AT`), else the language's."""
    region = locale.replace("_", "-").rpartition("-")[2].upper() if re.search("[-_]", locale) else ""
    return (
        country_of(domain) or (region if region in COUNTRIES else "") or _AT_HOME.get(language_of(locale), "")
    )


def most_common_company(addresses: Iterable[str]) -> str:
    """The company's domain that most of the addresses are at, the first of several; empty where none names one."""
    domains = Counter(domain for address in addresses if is_company(domain := domain_of(address)))
    return next((domain for domain, _ in domains.most_common(1)), "")


def _labels(domain: str) -> list[str]:
    """A domain's labels without what everybody's there ends with."""
    labels = [_decoded(label) for label in domain.lower().split(".") if label]
    labels = labels[:-1] if len(labels) > 1 else labels
    return labels[:-1] if len(labels) > 1 and labels[-1] in _SECOND_LEVEL else labels


def _decoded(label: str) -> str:
    """A label as people write it: `xn--mller-kva` is `müller`."""
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
