"""What a locale says about writing dates and numbers, from the Unicode data that Babel carries."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

#: Google's own short date where it differs from the Unicode short form
GOOGLE_DATES = {"en_US": "m/d/yyyy", "en_GB": "dd/mm/yyyy", "de_DE": "dd.mm.yyyy", "fr_FR": "dd/mm/yyyy"}
CURRENCY_SIGNS = "$€£¥₹₩₽₺₴₪"


@dataclass(frozen=True, slots=True)
class LocaleData:
    """How one locale writes: order of day, month, year, the month names, decimal and group signs."""

    name: str
    date_order: str
    date_pattern: str
    decimal: str
    group: str
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    month_numbers: tuple[tuple[str, int], ...]

    def month(self, word: str) -> int | None:
        """1 to 12 for a month's name in this locale or in English, dots and case aside."""
        folded = word.rstrip(".").casefold()
        return next((number for name, number in self.month_numbers if name == folded), None)


@lru_cache(maxsize=64)
def locale_data(name: str) -> LocaleData:
    """The data of a locale like en_US; an unknown one writes as en_US."""
    try:
        locale = Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return locale_data("en_US")
    short = str(locale.date_formats["short"].pattern)
    order = re.sub(r"(.)\1*", r"\1", re.sub("[^yMd]", "", short)).lower()
    symbols = _symbols(locale)
    wide, brief = locale.months["format"]["wide"], locale.months["format"]["abbreviated"]
    days, short_days = locale.days["format"]["wide"], locale.days["format"]["abbreviated"]
    return LocaleData(
        name=name,
        date_order=order,
        date_pattern=GOOGLE_DATES.get(name, _google_pattern(short)),
        decimal=symbols["decimal"],
        group=symbols["group"],
        months=(tuple(str(wide[n]) for n in range(1, 13)), tuple(str(brief[n]) for n in range(1, 13))),
        weekdays=tuple(str(days[n]) for n in range(7)),
        short_weekdays=tuple(str(short_days[n]) for n in range(7)),
        month_numbers=_month_numbers(locale),
    )


def _symbols(locale: Locale) -> dict[str, str]:
    symbols = locale.number_symbols
    latin = symbols.get("latn", symbols)
    return {"decimal": str(latin["decimal"]), "group": str(latin["group"])}


def _google_pattern(short: str) -> str:
    pattern = re.sub("y+", "yyyy", short).replace("M", "m")
    return re.sub(r"[^ymd./\- ]", "", pattern).strip()


def _month_numbers(locale: Locale) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for one in (Locale.parse("en_US"), locale):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = one.months[form][width]
                found.update((str(names[n]).rstrip(".").casefold(), n) for n in range(1, 13))
    return tuple(found.items())
