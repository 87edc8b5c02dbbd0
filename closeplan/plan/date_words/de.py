"""German."""

from __future__ import annotations

from closeplan.plan.date_words.lexicon import Lexicon

_SMALL = [
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = {
    20: "zwanzig",
    30: "dreißig",
    40: "vierzig",
    50: "fünfzig",
    60: "sechzig",
    70: "siebzig",
    80: "achtzig",
    90: "neunzig",
}
_STEMS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_ENDINGS = ("e", "er", "en", "es", "em")


def _spelt(number: int) -> str:
    if number < 20:
        return _SMALL[number - 1]
    unit = number % 10
    return f"{_SMALL[unit - 1]}und{_TENS[number - unit]}" if unit else _TENS[number]


def _numbers() -> dict[str, int]:
    words = {_spelt(number): number for number in range(2, 100)}
    words |= {word.replace("ß", "ss"): number for word, number in words.items() if "ß" in word}
    return words | {"ein|eine|einer|einem|einen|eines|eins": 1, "zwo": 2, "ein paar|paar": 2}


def _ordinals() -> dict[str, int]:
    words = {}
    for number in range(1, 32):
        stem = _STEMS.get(number) or _spelt(number) + ("t" if number < 20 else "st")
        stems = {stem, stem.replace("ß", "ss"), *(("siebent",) if number == 7 else ())}
        words["|".join(root + ending for root in sorted(stems) for ending in _ENDINGS)] = number
    return words


_PARTS_OF_DAY = ("morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht", "früh")


def _weekday(name: str, short: str) -> str:
    """With its compounds: "Dienstagmorgen"."""
    return "|".join([name, *(name + part for part in _PARTS_OF_DAY), short])


def _all(stem: str) -> str:
    return "|".join(stem + ending for ending in ("e", "er", "en", "es", "em"))


LEXICON = Lexicon(
    months=(
        "januar|jan|jänner|jaenner|jän",
        "februar|feb|feber",
        "märz|mär|maerz|mrz|mar",
        "april|apr",
        "mai",
        "juni|jun|juno",
        "juli|jul|julei",
        "august|aug",
        "september|sep|sept",
        "oktober|okt",
        "november|nov",
        "dezember|dez",
    ),
    weekdays=(
        _weekday("montag", "~~mo"),
        _weekday("dienstag", "~~di|die."),
        _weekday("mittwoch", "~~mi|mitt."),
        _weekday("donnerstag", "~~do|don."),
        _weekday("freitag", "~~fr|fre."),
        _weekday("samstag", "~~sa|sam.|sonnabend"),
        _weekday("sonntag", "~~so|son."),
    ),
    numbers=_numbers(),
    ordinals=_ordinals(),
    ordinal_suffixes=(".", "ten", "ter", "te", "tes", "ster", "sten", "ste"),
    words={
        "day_word 0": "heute|heut|heute früh|heute morgen|heute mittag|heute nachmittag|heute abend|heute nacht|heutigen tag",
        "day_word 1": "morgen|morgen früh|morgen abend|morgen vormittag|morgen nachmittag|morgen mittag|morgigen tag",
        "day_word 2": "übermorgen|uebermorgen",
        "day_word 3": "überübermorgen",
        "day_word -1": "gestern|gestern abend|gestern früh",
        "day_word -2": "vorgestern",
        "rel next": f"{_all('nächst')}|{_all('naechst')}|{_all('folgend')}|{_all('darauffolgend')}",
        "rel coming": f"{_all('kommend')}|nä.",
        "rel this": f"{_all('dies')}|dies|{_all('aktuell')}|{_all('laufend')}|der jetzigen|diesjährigen",
        "rel last": f"{_all('letzt')}|{_all('vorig')}",
        "rel past": f"{_all('vergangen')}",
        "rel afternext": f"{_all('übernächst')}|{_all('uebernaechst')}",
        "rel beforelast": f"{_all('vorletzt')}",
        "relpost afternext": "nach dem nächsten|nach der nächsten",
        "unit day": "tag|tage|tagen|tags|tages|t",
        "unit workday": (
            "werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen|geschäftstag|geschäftstage|geschäftstagen|"
            "bankarbeitstag|bankarbeitstage|bankarbeitstagen|at|wt"
        ),
        "unit week": "woche|wochen|wo.|wo|w|kalenderwoche",
        "unit weekend": "wochenende|wochenenden|wochenendes|we",
        "unit month": "monat|monate|monaten|monats|monates|mon.|mte",
        "unit quarter": "quartal|quartale|quartalen|quartals|vierteljahr",
        "unit half": "halbjahr|halbjahre|halbjahres|halbjahrs",
        "unit year": "jahr|jahre|jahren|jahres|jahrs",
        "unit hour": "stunde|stunden|std|std.|h",
        "unit minute": "minute|minuten|min|min.",
        "in": "in|in etwa|in ca.|in rund",
        "agopre": "vor|vor etwa|vor ca.",
        "ago": "zuvor",
        "hence": "ab heute|ab jetzt|von heute an|später",
        "within": "innerhalb von|innerhalb der|innerhalb|binnen|in den|im laufe der|im laufe von",
        "of": "des|der|vom|von|im|in|in der|im monat|in diesem|aus",
        "the": "der|die|das|den|dem",
        "on": "am|an|zum|bis|bis zum|bis am|für|auf|per|spätestens|spätestens am|zur",
        "from": "von|vom|ab|ab dem",
        "to": "bis|bis zum|bis zur|bis einschließlich|bis inkl.|bis inklusive",
        "between": "zwischen|zwischen dem",
        "and": "und|und dem|&",
        "now": "jetzt|heute",
        "no": "nicht",
        "or": "oder|bzw.|beziehungsweise|/",
        "before": "vor|vor dem|vor der|bevor",
        "after": "nach|nach dem|nach der",
        "since": "seit|ab|ab dem",
        "part end": "ende|zum ende|schluss",
        "part mid": "mitte|mitte/",
        "part start": "anfang|beginn|zu beginn|zum anfang",
        "part early": "frühen|früh im",
        "part late": "späten",
        "eo week": "wochenschluss",
        "eo month": "monatsende|ultimo|eom|monatsultimo",
        "eo quarter": "quartalsende|eoq",
        "eo year": "jahresende|jahresschluss|eoy|zum jahreswechsel",
        "so month": "monatsanfang|monatsbeginn",
        "so quarter": "quartalsanfang|quartalsbeginn",
        "so year": "jahresanfang|jahresbeginn",
        "close 17:00": "feierabend|dienstschluss|geschäftsschluss|cob",
        "close 24:00": "eod|tagesende|ende des tages",
        "tod 17:00": "feierabend|dienstschluss|geschäftsschluss|cob",
        "tod 24:00": "eod|mitternacht|tagesende|ende des tages|um mitternacht",
        "tod 12:00": "mittag|mittags|am mittag",
        "tod": (
            "vormittag|vormittags|nachmittag|nachmittags|abend|abends|nacht|nachts|früh|morgens|am morgen|am vormittag|"
            "am nachmittag|am abend|in der früh|in der nacht|frühmorgens|spätabend|spätabends"
        ),
        "at": "um|gegen|so um|bis",
        "clock": "uhr|h",
        "qmark": "q|quartal|qu.",
        "hmark": "h|hj|halbjahr",
        "wk": "kw|kalenderwoche|kw.|woche|cw",
        "weekof": "woche vom|woche ab|woche ab dem|in der woche vom|kw ab|woche um den",
        "weekend_of": "wochenende vom|wochenende um",
        "ending": "woche bis|woche bis zum",
        "every": "jeden|jede|jeder|jedes|alle|immer",
        "wdays 0": "montags",
        "wdays 1": "dienstags",
        "wdays 2": "mittwochs",
        "wdays 3": "donnerstags",
        "wdays 4": "freitags",
        "wdays 5": "samstags|sonnabends",
        "wdays 6": "sonntags",
        "habit": "guten morgen|schönen morgen|jeden morgen|so weit so gut",
        "season 1": "frühling|frühjahr",
        "season 2": "sommer",
        "season 3": "herbst",
        "season 4": "winter",
        "rest": "rest",
        "year": "jahr|das jahr|jahre",
        "fiscal": "geschäftsjahresende|geschäftsjahr|geschäftsjahres|gj|wirtschaftsjahr|fiskaljahr|fy",
        "tbd": (
            "tbd|tbc|tba|asap|so bald wie möglich|so schnell wie möglich|schnellstmöglich|sobald wie möglich|baldmöglichst|"
            "noch offen|noch zu klären|noch zu bestimmen|wird noch festgelegt|noch unklar|noch festzulegen|baldigst"
        ),
        "undecided": (
            "n/a|n.a.|n.n.|nn|k.a.|ka|?|??|???|-|--|…|...|offen|unklar|unbekannt|ausstehend|folgt|steht noch aus|steht aus|"
            "keine angabe|keine|kein|kein datum|kein termin|weiß nicht|weiss nicht|noch nicht|sofort|umgehend|"
            "unverzüglich|laufend|fortlaufend|nach bedarf|bei bedarf|bald|später|zeitnah|irgendwann|in abstimmung|"
            "in klärung|zu klären|zu bestimmen|demnächst|flexibel|x|entfällt|nach absprache|nach vereinbarung"
        ),
        "event": (
            "nach|sobald|wenn|vor|bis|bei|mit|falls|abhängig von|abhängig|im anschluss an|erst nach|hängt ab von|"
            "vorbehaltlich|in abhängigkeit von|je nach"
        ),
        "anchor": (
            "go-live|golive|go live|kick-off|kickoff|start|vertrag|vertragsunterschrift|unterschrift|unterzeichnung|"
            "freigabe|abnahme|vorstand|vorstandssitzung|pilot|livegang|produktivstart|projektstart|vertragsabschluss"
        ),
        "tminus": "t",
        "follower": "ich|wir|sie|er|es|wenn|weil|aber|also|ist|sind|wird|war|zurück|mit|an|auf|ok",
        "about": "circa|ca.|ca|etwa|ungefähr|ungef.|rund|um den|gegen|~|vielleicht|vermutlich|wohl|voraussichtlich|vsl.",
        "filler": (
            "fällig|fällig am|frist|frist:|termin|termin:|datum|spätestens|spätestens am|spät.|bis spätestens|"
            "bis spätestens am|bis spätestens zum|am|zum|bis|bis zum|im|in|der|deadline|geplant|plan|ziel|zieltermin|"
            "an|in der|bis einschließlich|den|per|für|zur|während"
        ),
    },
    holidays={
        "12-25": "weihnachten|erster weihnachtstag|1. weihnachtstag|1. weihnachtsfeiertag|erster weihnachtsfeiertag|weihnachtstag",
        "12-26": "zweiter weihnachtstag|2. weihnachtstag|zweiter weihnachtsfeiertag|2. weihnachtsfeiertag|stephanstag",
        "12-24": "heiligabend|heiliger abend",
        "12-31": "silvester|sylvester",
        "1-1": "neujahr|neujahrstag",
        "1-6": "heilige drei könige|dreikönigstag|heilige 3 könige|dreikönigsfest",
        "2-14": "valentinstag",
        "3-8": "frauentag|weltfrauentag",
        "5-1": "tag der arbeit|maifeiertag|erster mai",
        "5 sun 2": "muttertag",
        "easter+39": "himmelfahrt|christi himmelfahrt|himmelfahrtstag|vatertag|auffahrt",
        "8-1": "bundesfeiertag|schweizer nationalfeiertag",
        "8-8": "augsburger friedensfest|friedensfest",
        "8-15": "mariä himmelfahrt|maria himmelfahrt",
        "10-3": "tag der deutschen einheit",
        "10-26": "österreichischer nationalfeiertag|nationalfeiertag",
        "10-31": "reformationstag|halloween",
        "11-1": "allerheiligen",
        "11-2": "allerseelen",
        "11-11": "martinstag|st. martin|sankt martin",
        "12-6": "nikolaus|nikolaustag",
        "12-8": "mariä empfängnis|maria empfängnis",
        "easter": "ostern|ostersonntag",
        "easter-2": "karfreitag",
        "easter+1": "ostermontag",
        "easter-1": "karsamstag|karsonnabend|stiller samstag|ostersamstag",
        "easter-3": "gründonnerstag",
        "easter-7": "palmsonntag",
        "easter-46": "aschermittwoch|aschertag|aschetag",
        "easter-47": "fastnacht|faschingsdienstag|fastnachtsdienstag|veilchendienstag",
        "easter-48": "rosenmontag",
        "easter-52": "weiberfastnacht|altweiber",
        "easter+49": "pfingsten|pfingstsonntag",
        "easter+50": "pfingstmontag",
        "easter+56": "dreifaltigkeitssonntag|trinitatis",
        "easter+60": "fronleichnam",
        "11 thu 4": "thanksgiving",
        "4-27 sun -1": "koningsdag|königstag",
        "chinese lunar_new_year": "chinesisches neujahr|chinesisches neujahrsfest|chinesisches frühlingsfest",
        "hebrew passover": "passa|pessachfest",
        "islamic eid_al_adha": "opferfest",
        "islamic eid_al_fitr": "zuckerfest|fastenbrechen",
        "islamic laylat_al_qadr": "nacht der bestimmung",
        "islamic hijri_new_year": "islamisches neujahr",
        "islamic isra_and_miraj": "aufstieg des propheten",
        "orthodox -48": "aschermontag|reiner montag|sauberer montag",
        "orthodox -7": "orthodoxer palmsonntag",
        "orthodox -2": "orthodoxer karfreitag",
        "orthodox -1": "orthodoxer karsamstag",
        "orthodox": "orthodoxe ostern|orthodoxer ostersonntag",
        "orthodox +1": "orthodoxer ostermontag",
    },
    ordinal_months=True,
)
