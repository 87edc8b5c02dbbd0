"""What a locale says about writing dates and numbers, from the Unicode data that Babel carries."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol, get_territory_currencies

#: Google's own short date where it differs from the Unicode short form
GOOGLE_DATES = {"en_US": "m/d/yyyy", "en_GB": "dd/mm/yyyy", "de_DE": "dd.mm.yyyy", "fr_FR": "dd/mm/yyyy"}
CURRENCY_SIGNS = "$€£¥₹₩₽₺₴₪"
#: what people of a language write for true and false; the English words are understood everywhere
BOOLEANS = {
    "de": ("WAHR", "FALSCH"),
    "es": ("VERDADERO", "FALSO"),
    "fr": ("VRAI", "FAUX"),
    "it": ("VERO", "FALSO"),
    "nl": ("WAAR", "ONWAAR"),
    "pt": ("VERDADEIRO", "FALSO"),
}


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
    #: the time of day by itself, and behind a date
    time_pattern: str
    clock_pattern: str
    currency: str
    currency_pattern: str
    booleans: tuple[str, str]

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
        time_pattern=_time_pattern(locale),
        clock_pattern="hh:mm:ss" if "HH" in _clock(locale) else "h:mm:ss",
        currency=_currency(locale),
        currency_pattern=_currency_pattern(locale, _currency(locale)),
        booleans=BOOLEANS.get(locale.language, ("TRUE", "FALSE")),
    )


def _symbols(locale: Locale) -> dict[str, str]:
    symbols = locale.number_symbols
    latin = symbols.get("latn", symbols)
    return {"decimal": str(latin["decimal"]), "group": str(latin["group"])}


def _clock(locale: Locale) -> str:
    return str(locale.time_formats["medium"].pattern)


def _time_pattern(locale: Locale) -> str:
    if "a" in _clock(locale):
        return "h:mm:ss am/pm"
    return "hh:mm:ss" if "HH" in _clock(locale) else "h:mm:ss"


def _currency(locale: Locale) -> str:
    """The sign of the money of the locale's country."""
    names = get_territory_currencies(locale.territory or "US") or ["USD"]
    return str(get_currency_symbol(names[0], locale)).replace("\uffe5", "¥")


def _currency_pattern(locale: Locale, sign: str) -> str:
    """The sign before or behind the number, as the locale has it; a yen has no hundredths."""
    standard = str(locale.currency_formats["standard"].pattern).partition(";")[0].replace("\xa0", " ")
    number = "#,##0" if locale.territory == "JP" else "#,##0.00"
    if standard.startswith("¤"):
        return f'"{sign}{" " if standard.startswith("¤ ") else ""}"{number}'
    return f'{number} "{sign}"'


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
