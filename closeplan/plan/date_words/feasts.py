"""Feasts that follow the moon or another calendar, by the names they have in most languages.

Their days are those of the `holidays` package, which is loaded when such a name is first read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module
from typing import Any

_CALENDARS = {
    "islamic": "_IslamicLunar",
    "hebrew": "_HebrewLunisolar",
    "hindu": "_HinduLunisolar",
    "chinese": "_ChineseLunisolar",
    "buddhist": "_BuddhistLunisolar",
}

FEASTS = {
    "islamic eid_al_fitr": "eid al-fitr|eid al fitr|eid ul-fitr|id al-fitr|aid el-fitr",
    "islamic eid_al_adha": "eid al-adha|eid al adha|id ul-adha|eid ul-adha|bakr id|bakrid|aid el-kebir|sacrifice feast",
    "islamic ramadan_beginning": "ramadan|ramadán|ramadã",
    "islamic hijri_new_year": "islamic new year|amun jadid|muharram",
    "islamic ashura": "ashura|day of ashura|aschura|aschura-tag|achoura",
    "islamic laylat_al_qadr": "laylat al-qadr|laylat al qadr|laylat al-kadr|laylat al kadr|night of power",
    "islamic isra_and_miraj": "isra and mi'raj|isra and miraj|the night journey|ascension to heaven",
    "islamic mawlid": "mawlid|mawlid al-nabi|milad un-nabi",
    "hebrew passover": "passover|pesach|pessach|passah",
    "hebrew rosh_hashanah": "rosh hashanah|rosh hashana|rosh hashanna|rosch ha-schana|rosch haschana|rosch ha-schanah",
    "hebrew yom_kippur": "yom kippur|jom kippur|day of atonement",
    "hebrew sukkot": "sukkot|succot|succos|feast of tabernacles|feast of the ingathering",
    "hebrew sukkot +7": "shemini atzeret|schmini azeret|schemini azeret",
    "hebrew sukkot +8": "simchat torah",
    "hebrew hanukkah": "hanukkah|chanukah|hanukah|hannukkah|chanukka",
    "hebrew purim": "purim",
    "hebrew purim +1": "shushan purim",
    "hebrew shavuot": "shavuot",
    "hindu diwali_india": "diwali|deepavali|lakshmi puja|divali",
    "hindu diwali_india -2": "dhanteras|dhanatrayodashi",
    "hindu govardhan_puja": "govardhan puja|annakut",
    "hindu dussehra": "dussehra|vijayadashami",
    "hindu sharad_navratri": "navaratri|navratri|durga puja",
    "hindu maha_shivaratri": "maha shivaratri|mahashivratri",
    "hindu basant_panchami": "basant panchami|vasant panchami",
    "hindu pongal": "pongal|thai pongal",
    "hindu pongal -1": "bogi pandigai",
    "hindu pongal +1": "maattu pongal",
    "hindu pongal +2": "kaanum pongal|kanni pongal",
    "hindu makar_sankranti": "makar sankranti|makara sankranthi",
    "hindu vaisakhi": "vaisakhi|baisakhi|vasakhi",
    "hindu holi": "holi|dhulandi|phagwah",
    "hindu holi -1": "chhoti holi|holika dahan|kamudu pyre",
    "hindu janmashtami": "janmashtami|krishna janmashtami|gokulashtami",
    "hindu raksha_bandhan": "raksha bandhan|rakhi",
    "hindu ganesh_chaturthi": "ganesh chaturthi",
    "hindu gudi_padwa": "ugadi|yugadi|gudi padwa|samvatsaradi|chaitra sukladi|chaitra sukhladi",
    "hindu chhath_puja": "chhath|chhath puja|dala puja|surya shashthi",
    "hindu guru_ravidas_jayanti": "guru ravidas jayanti|guru ravidass jayanti|guru ravidas birthday|guru ravidass birthday",
    "hindu guru_gobind_singh_jayanti": "guru gobind singh jayanti|guru govind singh jayanti",
    "hindu guru_nanak_jayanti": "guru nanak jayanti",
    "hindu maharshi_valmiki_jayanti": "valmiki jayanti|maharishi valmiki jayanti|pargat diwas",
    "hindu onam": "onam",
    "hindu buddha_purnima": "buddha purnima",
    "buddhist vesak": "vesak|vaisakha|buddha day",
    "chinese lunar_new_year": "chinese new year|lunar new year|spring festival",
    "chinese mid_autumn": "mid-autumn festival|moon festival",
    "chinese dragon_boat": "dragon boat festival",
    "chinese qingming": "qingming|tomb sweeping day",
    "orthodox": "orthodox easter|orthodox easter sunday",
    "orthodox -2": "orthodox good friday|orthodox great friday",
    "orthodox -1": "orthodox holy saturday",
    "orthodox -8": "lazarus saturday",
    "orthodox -7": "orthodox palm sunday",
    "orthodox +1": "orthodox easter monday",
    "orthodox -48": "clean monday",
}
"""Rules as `named_days` knows them, and their names; every lexicon has them, and adds its own."""


def feast_days(spec: str, year: int) -> tuple[date, ...]:
    """The days a rule like "islamic eid_al_fitr" or "hindu pongal +1" may mean in a year.

    A Hebrew day begins on the evening before, and an Islamic month where the moon was sighted, which may be a day later:
    those have two.
    """
    calendar, *rest = spec.split()
    shift = int(rest.pop()) if rest and rest[-1][0] in "+-" else 0
    day = _orthodox_easter(year) if calendar == "orthodox" else _from_calendar(calendar, rest[0], year)
    day += timedelta(days=shift)
    other = {"hebrew": -1, "islamic": 1}.get(calendar)
    return (day,) if other is None else (day, day + timedelta(days=other))


def _from_calendar(calendar: str, name: str, year: int) -> date:
    rules = _calendar(calendar)
    several: Callable[[int], Any] | None = getattr(rules, f"{name}_dates", None)
    found = list(several(year)) if several else [getattr(rules, f"{name}_date")(year)]
    days = [day for one in found for day in (one if isinstance(one, (tuple, set)) else (one,))]
    inside = [day for day in days if isinstance(day, date) and day.year == year]
    if not inside:
        raise ValueError(name)
    return min(inside)


@lru_cache(maxsize=8)
def _calendar(name: str) -> Any:
    return getattr(import_module(f"holidays.calendars.{name}"), _CALENDARS[name])()


def _orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar on its Gregorian day (Meeus, Astronomical Algorithms; 1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    to_sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + to_sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)
