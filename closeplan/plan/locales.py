"""Which of Google Sheets' locales a plan's Sheet gets: it decides how dates are typed there."""

from __future__ import annotations

from closeplan.plan.languages import language_of
from closeplan.plan.model import Deal

OFFERED = {
    "en": ("GB", "US", "AU", "CA", "IE", "IN"),
    "de": ("DE",),
    "fr": ("FR", "CA"),
    "es": ("ES", "AR", "BO", "CL", "CO", "EC", "MX", "PY", "UY", "VE"),
    "pt": ("BR", "PT"),
    "it": ("IT",),
    "nl": ("NL",),
    "ja": ("JP",),
}
"""Countries by language, as the settings of Google Sheets list them; the first where the buyer's country does not decide it.

Asking for a locale that Sheets does not offer may refuse the whole plan: it lists no Austria, Belgium or New Zealand, and
one Switzerland without saying its language, so those get the language's usual locale, which writes dates alike.
"""


def locale_of(deal: Deal) -> str:
    """The locale dates are typed in: the buyer's country where the plan's language is offered for it, else the country
    the language tag names (`pt-BR`), else the language's usual one.
    """
    language = language_of(deal.language) or "en"
    region = deal.language.upper().partition("-")[2].rpartition("-")[2]
    countries = OFFERED[language]
    wanted = (deal.network.buyer.country, region)
    return f"{language}_{next((country for country in wanted if country in countries), countries[0])}"


LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})
"""Countries whose paper is US Letter (CLDR, supplemental data: `measurementData/paperSize`)."""


def prints_on_letter(deal: Deal) -> bool:
    """Whether the buyer prints on US Letter and not on A4."""
    return deal.network.buyer.country in LETTER
