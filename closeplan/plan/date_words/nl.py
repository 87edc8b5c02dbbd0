"""Dutch."""

from __future__ import annotations

from closeplan.plan.date_words.lexicon import Lexicon

_SMALL = [
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_TENS = {
    20: "twintig",
    30: "dertig",
    40: "veertig",
    50: "vijftig",
    60: "zestig",
    70: "zeventig",
    80: "tachtig",
    90: "negentig",
}
_FIRSTS = {1: "eerste", 2: "tweede", 3: "derde", 8: "achtste"}


def _spelt(number: int) -> str:
    if number < 20:
        return _SMALL[number - 1]
    unit = number % 10
    joined = "ën" if unit in (2, 3) else "en"
    return f"{_SMALL[unit - 1]}{joined}{_TENS[number - unit]}" if unit else _TENS[number]


def _numbers() -> dict[str, int]:
    words = {_spelt(number): number for number in range(2, 100)}
    return words | {"een|één|'n": 1, "een paar|paar|een aantal": 2, "enkele": 3}


def _ordinals() -> dict[str, int]:
    return {_FIRSTS.get(n) or _spelt(n) + ("de" if n < 20 else "ste"): n for n in range(1, 32)}


def _day(word: str) -> str:
    """With its compounds: "gisterenochtend"."""
    parts = ("ochtend", "morgen", "middag", "namiddag", "avond", "nacht")
    return "|".join([word, *(word + part for part in parts), *(f"{word} {part}" for part in parts)])


LEXICON = Lexicon(
    months=(
        "januari|jan",
        "februari|feb|febr",
        "maart|mrt|mar",
        "april|apr",
        "mei",
        "juni|jun",
        "juli|jul",
        "augustus|aug",
        "september|sep|sept",
        "oktober|okt|oct",
        "november|nov",
        "december|dec",
    ),
    weekdays=(
        _day("maandag") + "|~ma|~maa",
        _day("dinsdag") + "|~di|~din",
        _day("woensdag") + "|~wo|~woe",
        _day("donderdag") + "|~do|~don",
        _day("vrijdag") + "|~vr|~vrij",
        _day("zaterdag") + "|~za|~zat",
        _day("zondag") + "|~zo|~zon",
    ),
    numbers=_numbers(),
    ordinals=_ordinals(),
    ordinal_suffixes=("e", "ste", "de"),
    words={
        "day_word 0": (
            _day("vandaag")
            + "|vanmorgen|vanochtend|vanmiddag|vanavond|vannacht|heden|op deze dag|deze namiddag|deze middag|deze ochtend|"
            "deze avond"
        ),
        "day_word 1": _day("morgen").replace("morgen morgen|", "") + "|morgenvroeg",
        "day_word 2": "overmorgen|over morgen",
        "day_word -1": _day("gisteren") + "|" + _day("gister"),
        "day_word -2": "eergisteren",
        "rel next": "volgende|volgend|daaropvolgende",
        "rel coming": "komende|komend|aanstaande|aankomende|eerstvolgende|de komende|a.s.|as.",
        "rel this": "deze|dit|huidige|huidig|lopende|de huidige|het huidige",
        "rel last": "vorige|vorig|laatste|de laatste|voorgaande",
        "rel past": "afgelopen|de afgelopen|verleden",
        "relpost afternext": "na volgende",
        "unit day": "dag|dagen|d|dgn",
        "unit workday": "werkdag|werkdagen|wd",
        "unit week": "week|weken|wk|wkn|w",
        "unit weekend": "weekend|weekeinde|weekends|weekenden",
        "unit month": "maand|maanden|mnd|mnd.",
        "unit quarter": "kwartaal|kwartalen|kw.",
        "unit half": "halfjaar|half jaar|jaarhelft",
        "unit year": "jaar|jaren|jr",
        "unit hour": "uur|uren",
        "unit minute": "minuut|minuten|min",
        "in": "over|in|over ongeveer|over zo'n",
        "ago": "geleden|terug",
        "hence": "vanaf nu|vanaf vandaag|later|vanaf heden",
        "within": "binnen|binnen de|binnen een termijn van|in de loop van|gedurende de",
        "of": "van|van de|van het|in|in de|in het|uit",
        "the": "de|het|den",
        "on": "op|tegen|uiterlijk|uiterlijk op|tot|per|om|rond|in de loop van",
        "from": "van|vanaf|van de",
        "to": "tot|à|tot en met|t/m|t.e.m.|tem|tot aan|tot de|tot uiterlijk",
        "between": "tussen|tussen de",
        "and": "en|en de|&",
        "now": "nu|vandaag",
        "no": "niet",
        "or": "of|/",
        "before": "voor|vóór|voor de|voorafgaand aan",
        "after": "na|na de|later dan",
        "since": "sinds|vanaf",
        "part end": "eind|einde|het einde|eind van|het eind",
        "part mid": "medio|midden|half|halverwege|het midden",
        "part start": "begin|het begin|start|aanvang",
        "part early": "vroeg in|eerder in|begin tot midden",
        "part late": "laat in",
        "eo week": "einde week|eow",
        "eo month": "maandeinde|einde maand|ultimo|eom",
        "eo quarter": "kwartaaleinde|einde kwartaal|eoq",
        "eo year": "jaareinde|einde jaar|eindejaar|eoy",
        "close 17:00": "einde werkdag|cob|eind van de werkdag",
        "close 24:00": "eod|einde dag|eind van de dag|einde van de dag",
        "tod 17:00": "einde werkdag|cob|eind van de werkdag",
        "tod 24:00": "eod|middernacht|einde dag|eind van de dag|einde van de dag",
        "tod 12:00": "'s middags|twaalf uur 's middags|tussen de middag",
        "tod": (
            "ochtend|morgen|middag|namiddag|avond|nacht|'s morgens|'s ochtends|'s avonds|'s nachts|in de morgen|"
            "in de ochtend|in de middag|in de namiddag|in de avond|voormiddag|voor de middag"
        ),
        "at": "om|tegen|rond|stipt om",
        "clock": "uur|u|h",
        "qmark": "q|k|kwartaal|kw",
        "hmark": "h|halfjaar",
        "wk": "week|wk|weeknr|weeknummer|wk.|w|kw",
        "weekof": "week van|in de week van|week vanaf|week beginnend op|week startend op",
        "weekend_of": "weekend van",
        "ending": "week eindigend op|week tot",
        "every": "elke|elk|iedere|ieder|alle",
        "wdays 0": "maandags|'s maandags",
        "wdays 1": "dinsdags",
        "wdays 2": "woensdags|'s woensdags",
        "wdays 3": "donderdags",
        "wdays 4": "vrijdags",
        "wdays 5": "zaterdags",
        "wdays 6": "zondags|'s zondags",
        "habit": "goede morgen|elke morgen|iedere morgen",
        "season 1": "lente|voorjaar",
        "season 2": "zomer",
        "season 3": "herfst|najaar",
        "season 4": "winter",
        "rest": "rest|de rest",
        "year": "jaar|het jaar",
        "fiscal": "boekjaar|fiscaal jaar|fy|fiscaal",
        "tbd": (
            "tbd|tbc|tba|asap|n.t.b.|ntb|nader te bepalen|nog te bepalen|zo snel mogelijk|z.s.m.|zsm|zo spoedig mogelijk|"
            "nog niet bekend|volgt nog|nog open|nog af te stemmen|te bepalen"
        ),
        "undecided": (
            "n/a|nvt|n.v.t.|?|??|???|-|--|…|...|onbekend|open|volgt|geen|geen datum|weet niet|weet ik niet|"
            "nog niet|onduidelijk|meteen|direct|onmiddellijk|doorlopend|later|ooit|binnenkort|in overleg|flexibel|x|"
            "niet van toepassing|in afstemming|spoedig|continu"
        ),
        "event": "na|zodra|als|wanneer|voor|bij|afhankelijk van|mits|onder voorbehoud van|in afwachting van|pas na|tot",
        "anchor": (
            "go-live|golive|livegang|kick-off|kickoff|start|contract|ondertekening|handtekening|goedkeuring|oplevering|"
            "directie|directievergadering|pilot|akkoord"
        ),
        "tminus": "t",
        "follower": "ik|we|wij|hij|zij|als|maar|dus|is|zijn|wordt|was|met|op|ok|terug",
        "about": "circa|ca.|ca|ongeveer|rond|omstreeks|~|misschien|waarschijnlijk|vermoedelijk",
        "filler": (
            "uiterlijk|uiterlijk op|deadline|deadline:|datum|op|tegen|voor|tot|in|de|het|gepland|gereed|klaar|streefdatum|"
            "op uiterlijk|vóór|per|in de|tijdens|om|einde"
        ),
    },
    holidays={
        "12-25": "kerst|kerstmis|eerste kerstdag|1e kerstdag|kerstdag",
        "12-26": "tweede kerstdag|2e kerstdag",
        "12-24": "kerstavond",
        "12-31": "oudjaar|oudejaarsavond|oudejaarsdag|oudejaar|oud en nieuw",
        "1-1": "nieuwjaar|nieuwjaarsdag",
        "1-6": "driekoningen",
        "2-14": "valentijnsdag|valentijn",
        "4-27 sun -1": "koningsdag|king's day",
        "5-1": "dag van de arbeid",
        "5-4": "dodenherdenking",
        "5-5": "bevrijdingsdag",
        "5 sun 2": "moederdag",
        "6 sun 3": "vaderdag",
        "7-4": "onafhankelijkheidsdag|onafhankelijksdag",
        "7-21": "belgische nationale feestdag|nationale feestdag",
        "8-15": "maria-hemelvaart|maria hemelvaart|onze-lieve-vrouw-hemelvaart",
        "9 tue 3": "prinsjesdag",
        "11-1": "allerheiligen",
        "11-2": "allerzielen",
        "11-11": "sint maarten|wapenstilstand",
        "12-5": "sinterklaas|pakjesavond|sinterklaasavond",
        "10-31": "halloween",
        "easter": "pasen|eerste paasdag|paaszondag|1e paasdag",
        "easter+1": "paasmaandag|tweede paasdag|2e paasdag",
        "easter-2": "goede vrijdag",
        "easter-3": "witte donderdag",
        "easter-1": "stille zaterdag",
        "easter-7": "palmzondag",
        "easter-46": "aswoensdag",
        "easter-49": "carnaval",
        "easter+39": "hemelvaart|hemelvaartsdag|onze-lieve-heer-hemelvaart",
        "easter+49": "pinksteren|eerste pinksterdag|pinksterzondag|1e pinksterdag",
        "easter+50": "pinkstermaandag|tweede pinksterdag|2e pinksterdag",
        "easter+60": "sacramentsdag",
        "11 thu 4": "thanksgiving",
        "11 thu 4 +1": "black friday",
    },
)
