"""English."""

from __future__ import annotations

from closeplan.plan.date_words.lexicon import Lexicon

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRSTS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]


def _numbers() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_UNITS + _TEENS, start=1)}
    for tens, word in enumerate(_TENS, start=2):
        words[word] = 10 * tens
        for unit, small in enumerate(_UNITS, start=1):
            words[f"{word}-{small}|{word} {small}"] = 10 * tens + unit
    return words | {"a|an": 1, "couple|a couple|a couple of|couple of|a pair of|pair of": 2, "a few|few": 3}


def _ordinals() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_FIRSTS, start=1)}
    words["thirtieth"] = 30
    for tens, word in ((20, "twenty"), (30, "thirty")):
        for unit, small in enumerate(_FIRSTS[: 9 if tens == 20 else 1], start=1):
            words[f"{word}-{small}|{word} {small}"] = tens + unit
    return words


LEXICON = Lexicon(
    months=(
        "january|jan",
        "february|feb|febr",
        "~march|~mar",
        "april|apr",
        "~~may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep",
        "october|oct",
        "november|nov",
        "december|~dec",
    ),
    weekdays=(
        "monday|~mon",
        "tuesday|tue|tues",
        "wednesday|~wed|weds",
        "thursday|thu|thur|thurs",
        "friday|fri",
        "saturday|~sat",
        "sunday|~sun",
    ),
    numbers=_numbers(),
    ordinals=_ordinals(),
    ordinal_suffixes=("st", "nd", "rd", "th"),
    words={
        "day_word 0": "today|tonight|tonite|this morning|this afternoon|this evening|current date|year to date",
        "day_word 1": "tomorrow|tomorrows|tmrw|tmr|tomorow|tommorow|tommorrow",
        "day_word 7": "~a week today|a week from today|~today week|one week today",
        "day_word 8": "a week tomorrow|~tomorrow week|one week tomorrow",
        "day_word 14": "a fortnight today|two weeks today|2 weeks today",
        "day_word 15": "a fortnight tomorrow|two weeks tomorrow|2 weeks tomorrow",
        "day_word 21": "three weeks today",
        "day_word 2": "day after tomorrow|the day after tomorrow|overmorrow",
        "day_word -1": "yesterday|last night",
        "day_word -2": "day before yesterday|the day before yesterday",
        "rel next": "next|following|the following",
        "rel coming": "coming|upcoming|this coming|the coming|this upcoming|the upcoming|this next",
        "rel this": "this|current|the current",
        "rel last": "last|previous|the last|the previous",
        "rel past": "past|this past|the past",
        "unit day": "day|days|nights|d",
        "unit workday": (
            "working day|working days|business day|business days|workday|workdays|work days|weekday|weekdays"
        ),
        "unit week": "week|weeks|wk|wks|wk.|wks.|w",
        "unit weekend": "weekend|weekends|week-end|week end|wkend",
        "unit month": "month|months|mth|mths|mo.|mos",
        "unit quarter": "quarter|quarters|qtr|qtrs",
        "unit half": "half|half-year|half year",
        "unit year": "year|years|yr|yrs",
        "unit fortnight": "fortnight|fortnights",
        "unit hour": "hour|hours|hr|hrs",
        "unit minute": "minute|minutes|min|mins",
        "relpost afternext": "after next",
        "relpost beforelast": "before last",
        "in": "in|in about|in another",
        "ago": "ago|back|earlier",
        "hence": "from now|hence|from today|later|out|away",
        "within": "within|within the|inside of|inside",
        "of": "of|of the|in|from|'s|s|for",
        "the": "the",
        "on": "on|on or before|by|due",
        "from": "from|starting",
        "to": "to|through|thru|till|until|til|up to|and until|until the end of",
        "between": "between",
        "and": "and|&",
        "or": "or",
        "now": "now|today|date",
        "no": "no|not",
        "before": "before|prior to|ahead of",
        "after": "after|following|past|later than|greater than",
        "since": "since",
        "part end": "end|the end|eo|close|back end|later part|last part",
        "part mid": "mid|middle|the middle|half-way through|halfway through",
        "part start": "beginning|start|the beginning|the start|first part|top",
        "part early": "early|early in|earlier|early part",
        "part late": "late|late in|later|later in",
        "eo week": "eow|end of week",
        "eo month": "eom|end of month|month end|month-end",
        "eo quarter": "eoq|end of quarter|quarter end|quarter-end",
        "so month": "bom|~som",
        "so quarter": "boq|soq",
        "so year": "~boy|~soy",
        "eo year": "eoy|end of year|year end|year-end|yearend",
        "full": "full|whole|complete",
        "over": "is out|is over|is done|'s out|ends|closes|is closed",
        "close 17:00": "cob|close of business|eob|end of business|end of play|close of play|eop",
        "close 24:00": "eod|end of day|the eod",
        "tod 17:00": "cob|close of business|eob|end of business|end of play|close of play|eop",
        "tod 24:00": "eod|end of day|midnight",
        "tod 12:00": "noon|midday|mid day|lunchtime|lunch",
        "tod": (
            "morning|in the morning|afternoon|in the afternoon|evening|in the evening|night|at night|early morning|"
            "first thing|first thing in the morning|late afternoon|late evening|am|pm"
        ),
        "at": "at|@|around|about|by",
        "clock": "o'clock|oclock|o clock|hrs|h",
        "am": "am|a m|a.m.",
        "pm": "pm|p m|p.m.",
        "qmark": "q|qtr|quarter",
        "hmark": "h",
        "wk": "cw|kw|week|wk|w|week number|calendar week|week no.|week #|iso week",
        "weekof": "week of|week commencing|week beginning|week starting|w/c|wc|w/b|wk of|wk commencing|wk beginning",
        "weekend_of": "weekend of",
        "ending": "week ending|w/e|we|wk ending|week-ending",
        "every": "every|each|any|every other",
        "wdays 0": "mondays",
        "wdays 1": "tuesdays",
        "wdays 2": "wednesdays",
        "wdays 3": "thursdays",
        "wdays 4": "fridays",
        "wdays 5": "saturdays",
        "wdays 6": "sundays",
        "habit": "at the end of the day|in a minute|in a second|in a moment|day to day|day-to-day",
        "season 1": "~spring",
        "season 2": "summer",
        "season 3": "autumn|~fall",
        "season 4": "winter",
        "hundred": "hundred",
        "thousand": "thousand",
        "rest": "rest|remainder",
        "year": "year|the year|cy",
        "fiscal": "~~fiscal|fye|fiscal year|fy|financial year|fiscal quarter|tax year|school year",
        "until": "by|until|till|til|before|no later than|not later than|latest|at the latest",
        "tbd": (
            "tbd|tbc|tba|asap|a.s.a.p.|as soon as possible|to be determined|to be confirmed|to be agreed|"
            "to be decided|to be defined|to be scheduled"
        ),
        "undecided": (
            "n/a|na|n.a.|unknown|not known|open|pending|?|??|???|-|--|–|none|not yet|no date|not set|"
            "soon|later|whenever|ongoing|rolling|continuous|flexible|depends|it depends|don't know|dont know|dunno|"
            "not sure|unsure|idk|undecided|undetermined|no idea|on hold|when ready|when possible|sometime|eventually|"
            "ad hoc|x|xx|xxx|..|...|…|immediately|now|right now|right away|in due course"
        ),
        "event": (
            "after|once|when|as soon as|following|upon|pending|subject to|depends on|depending on|depending|before|"
            "prior to|until|if|whenever|post|pre|on receipt|dependent on|contingent on"
        ),
        "anchor": (
            "go-live|go live|golive|launch|kick-off|kickoff|kick off|signature|signing|contract|approval|board|"
            "board meeting|poc|pilot|security review"
        ),
        "tminus": "t|d",
        "follower": (
            "we|i|you|he|she|they|if|when|because|so|but|as|is|was|will|would|should|could|can|please|with|ok|okay|"
            "instead|now|then|works|though|anymore|right"
        ),
        "about": "around|about|approx|approx.|approximately|circa|ca|ca.|c.|~|roughly|maybe|perhaps|probably|likely",
        "filler": (
            "due|due on|due by|deadline|deadline:|target|target date|by|on|at|the|latest|at the latest|no later than|"
            "not later than|eta|planned|date|in|for|until|till|til|before end of day|done by|end of day|eod|cob|"
            "sometime|some time|during"
        ),
    },
    holidays={
        "12-25": "christmas|christmas day|xmas|xmas day|x-mas",
        "12-24": "christmas eve|xmas eve",
        "12-26": "boxing day|st stephen's day|saint stephen's day",
        "12-31": "new year's eve|new years eve|new year eve|nye",
        "1-1": "new year's day|new years day|new year day|new year's|new year",
        "1-6": "~~epiphany",
        "2-2": "groundhog day",
        "2-14": "valentine's day|valentine day|valentines day|valentine's",
        "3-15": "ides of march|the ides of march",
        "3-17": (
            "st patrick's day|st. patrick's day|saint patrick's day|saint patricks day|st patricks day|st paddy's day|"
            "saint paddy's day|saint patrick|st patrick"
        ),
        "4-1": "april fools|april fool's day|april fools day|april fools'",
        "4-22": "earth day",
        "4-25": "anzac day",
        "5-1": "may day|international workers' day",
        "5-4": "star wars day",
        "6-19": "juneteenth",
        "7-4": "independence day",
        "10-16 sat -1 sun +1": "boss's day|~~boss's|boss day|bosses day",
        "4-27 sun -1": "king's day|koningsdag",
        "islamic eid_al_fitr": "~~eid",
        "10-31": "halloween",
        "11-1": "all saints' day|all saints day",
        "11-5": "guy fawkes|bonfire night",
        "11-11": "veterans day|veteran's day|veterans' day|armistice day|remembrance day",
        "1 mon 3": "mlk day|mlk jr. day|mlk jr day|martin luther king day|martin luther king's day|martin luther king jr. day|civil rights day",
        "2 mon 3": "presidents day|presidents' day|president's day|washington's birthday",
        "5 sun 2": "mother's day|mothers day",
        "5 mon -1": "memorial day|spring bank holiday",
        "6 sun 3": "father's day|fathers day",
        "8 mon -1": "summer bank holiday|late summer bank holiday",
        "9 mon 1": "labor day|labour day",
        "10 mon 2": "columbus day|indigenous peoples' day|indigenous peoples day",
        "11 thu 4": "thanksgiving|thanksgiving day|turkey day",
        "11 thu 4 +1": "black friday",
        "11 thu 4 +4": "cyber monday",
        "easter": "easter|easter sunday",
        "easter-2": "good friday|great friday",
        "easter+1": "easter monday",
        "easter-1": "holy saturday",
        "easter-3": "maundy thursday",
        "easter-7": "palm sunday|branch sunday",
        "easter-46": "ash wednesday",
        "easter-47": "shrove tuesday|pancake day|mardi gras|fat tuesday",
        "easter+39": "ascension day|ascension thursday|ascension",
        "easter+49": "pentecost|whit sunday|whitsunday",
        "easter+50": "whit monday|pentecost monday|monday of the holy spirit",
        "easter+56": "trinity sunday",
        "easter+60": "corpus christi",
    },
    orders=("mdy", "dmy"),
)
