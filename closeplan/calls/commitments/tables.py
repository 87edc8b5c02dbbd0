"""The words by which people of one language take on, ask for, accept and refuse things: patterns over plain sentences.

They stand in `words/<language>.tsv`, a row a pattern: the table it belongs to, and a regular expression over lower-case words.
`{NAME}` in a pattern stands for the row `=NAME`, `{ASKED}` for every row of the table `asked`. A group that has no name holds
what is promised or asked for; `who` holds a name or pronoun.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources

_NEVER = re.compile(r"(?!)")
_LANGUAGES = frozenset({"en", "de", "fr", "es", "pt", "it", "nl", "ja"})


@dataclass(frozen=True, kw_only=True)
class Tables:
    """One language's patterns.

    `promise`, `promise_we` and `promise_let` begin what the speaker promises; what it is follows. `act` finds the verbs that
    something comes of, `soft` those that need a day or a receiver beside them, `idle` those that nothing comes of; `forecast` those that say no more than what will be when
    "we" do them; `conceding` gives way in a term; `on_behalf` has somebody else do it. `present` is
    a promise in the present tense, `given` one from the receiver's view ("you'll have it", `given_now` with its day "you get it on Monday"), `given_thing` the same from the
    thing's ("it'll be with you"), `idiom` one by itself ("leave it with me"). `others` begins a promise for somebody else (`others_now` in
    the present tense, with its day),
    `offer` what may be taken up (`welcomed` is how; `able` are
    those that bind with a day), `negative` with `never` a promise not to do. `receiver` is who gets it,
    `due` a word of time. `condition` makes it hang on something, unless it is mere `courtesy`. `request` asks for something, `joint` for something to do
    together, `wish` perhaps,
    `wanted` and `not_wanted` tell a thing to do after the call from one to say now. `accepted`, `agreed` (which may mean
    no more than that one has heard), `refused` and `done_before` are replies; `conceded` is what
    an asker says who gives up.
    `said_before` reports what somebody said, `here_and_now` is done within the call, `recap` says over again.
    """

    language: str
    promise: re.Pattern[str]
    promise_we: re.Pattern[str]
    promise_let: re.Pattern[str]
    act: re.Pattern[str]
    soft: re.Pattern[str]
    idle: re.Pattern[str]
    forecast: re.Pattern[str]
    conceding: re.Pattern[str]
    on_behalf: re.Pattern[str]
    present: re.Pattern[str]
    given: re.Pattern[str]
    given_now: re.Pattern[str]
    given_thing: re.Pattern[str]
    idiom: re.Pattern[str]
    others: re.Pattern[str]
    others_now: re.Pattern[str]
    offer: re.Pattern[str]
    able: re.Pattern[str]
    welcomed: re.Pattern[str]
    negative: re.Pattern[str]
    never: re.Pattern[str]
    receiver: re.Pattern[str]
    due: re.Pattern[str]
    condition: re.Pattern[str]
    courtesy: re.Pattern[str]
    request: re.Pattern[str]
    request_opening: re.Pattern[str]
    request_asked: re.Pattern[str]
    joint: re.Pattern[str]
    wish: re.Pattern[str]
    wanted: re.Pattern[str]
    not_wanted: re.Pattern[str]
    accepted: re.Pattern[str]
    agreed: re.Pattern[str]
    done_before: re.Pattern[str]
    refused: re.Pattern[str]
    conceded: re.Pattern[str]
    said_before: re.Pattern[str]
    here_and_now: re.Pattern[str]
    recap: re.Pattern[str]


_OPENING = frozenset({"accepted", "agreed", "conceded", "welcomed", "request_opening"})
_BODY = frozenset({"act", "soft", "idle", "forecast", "conceding", "wanted"})


def tables_for(language: str) -> Tables:
    """The tables of a language tag's language; English ones where it has none."""
    short = language.lower().replace("_", "-").split("-")[0]
    return _read(short if short in _LANGUAGES else "en")


def said_group(match: re.Match[str]) -> tuple[int, str] | None:
    """Where in the sentence a match's unnamed group begins, and its words; None where it has none."""
    named = set(match.re.groupindex.values())
    for number, value in enumerate(match.groups(), start=1):
        if value is not None and number not in named:
            return match.start(number), value
    return None


@cache
def _read(language: str) -> Tables:
    text = resources.files(__package__).joinpath("words", f"{language}.tsv").read_text(encoding="utf-8")
    rows: dict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            table, _, pattern = line.partition("\t")
            rows[table].append(pattern)
    names = {name.removeprefix("="): patterns[0] for name, patterns in rows.items() if name.startswith("=")}
    names["ASKED"] = "|".join(rows["asked"])
    patterns = (name for name in Tables.__dataclass_fields__ if name != "language")
    return Tables(language=language, **{name: _pattern(name, rows, names) for name in patterns})


def _pattern(name: str, rows: dict[str, list[str]], names: dict[str, str]) -> re.Pattern[str]:
    """One table as one pattern: at a reply's opening, at the beginning of a body, or anywhere between words."""
    if not rows[name]:
        return _NEVER
    either = "|".join(_filled(row, names) for row in rows[name])
    before, after = (r"(?<![\w'])", r"(?![\w'])") if "SPACES" not in names else ("", "")
    if name in _OPENING:
        return re.compile(rf"^(?:(?:{names.get('LEAD', 'ok')})[, ]+)*(?:{either}){after}")
    if name in _BODY and rows["skip"]:
        return re.compile(rf"^(?:(?:{'|'.join(rows['skip'])}),? )*(?:{either}){after}")
    return re.compile(f"{before}(?:{either}){after}")


def _filled(pattern: str, names: dict[str, str]) -> str:
    """The pattern with its names filled in; names may hold names."""
    for _ in range(3):
        pattern = re.sub(r"\{([A-Z]+)\}", lambda match: f"(?:{names[match.group(1)]})", pattern)
    return pattern
