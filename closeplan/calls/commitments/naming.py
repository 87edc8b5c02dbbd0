"""What is to be done as a milestone's name: a verb in base form and its thing, as a seller can read it without the call."""

from __future__ import annotations

import re

from closeplan.calls.commitments.wording import points_back, thing_in

MOST_WORDS = 10
_ENOUGH = 5
"""From so many words on, a phrase can be read even where nobody knows what its "it" is."""
_DONE = {
    "signed": "sign",
    "countersigned": "countersign",
    "approved": "approve",
    "reviewed": "review",
    "drafted": "draft",
    "written up": "write up",
    "written": "write",
    "built": "build",
    "booked": "book",
    "sent": "send",
    "sent over": "send",
    "filled in": "fill in",
    "filled out": "fill out",
    "updated": "update",
    "finished": "finish",
    "completed": "complete",
    "done": "finish",
    "sorted": "sort out",
    "fixed": "fix",
    "ready": "prepare",
    "together": "put together",
    "set up": "set up",
    "translated": "translate",
    "tested": "test",
    "installed": "install",
    "out the door": "send out",
    "in with": "place",
    "back": "return",
    "over": "send",
    "across": "send",
    "out": "send out",
    "in": "hand in",
}
"""What somebody does who has or gets a thing so."""
_HAVING = re.compile(
    r"^(have|get) (.{2,80}?) ("
    + "|".join(sorted(_DONE, key=len, reverse=True))
    + r")(?: and (?:out|back|over|in|off)\b.*)?(?! (?:of|writing|the|my|our|one|an?)\b)(?=$|[ ,])"
)
_HAVE = re.compile(r"^have (?=(?:an?|the|his|her|their|it|that|those|them)\b)")
_ING = re.compile(r"^(?:be )?(?!bring|ring|ping|sing|swing)([a-z]{2,})ing(?= )")
_DROPS_E = re.compile(
    r"(?:shar|writ|prepar|tak|schedul|updat|finali[sz]|introduc|com|mak|chas|revis|invit|giv|arrang|organi[sz]|circulat|driv|rais|fil)$"
)
_PERSON = re.compile(
    r"^([a-z]{2,}?)(es|s)(?= (?:it|them|that|those|this|you|the|an?|her|his|our|their|my)\b)"
)
_OBJECT = re.compile(
    r"(?<=\w )(?:it|that|this|them|those|these|that one|this one)(?=$|,| (?:to|in|on|by|for|with|back|over|up|out|off|down|and|from|into|"
    r"through|around|past|at|myself|again|away|together|as|after|before|across|along|too|when|under|myself|ourselves)\b)"
)
_TO_NOBODY = re.compile(
    r"(?:,? (?:from (?:me|us|my side|our side)|with you(?: both| all)?|(?:for|to) (?:you|us|ye)(?: all| both| guys)?|myself|ourselves|"
    r"personally|whatever it is|one way or the other|every(?: other)?|a week|a fortnight|through|asap|tonight|straight|yet|and have it(?: back)?|"
    r"(?:two|three|four|five|six|eight|ten|\d+) (?:business |working )?(?:days|weeks|months|hours)|the (?:day|week|month|morning|minute|moment)|now|"
    r"(?:on|by|from|in|at|until|before|for) the (?:[\w-]+(?:st|nd|rd|th)|first|second|third)))+$"
)
_CLAUSE = re.compile(r", (?=[^,]*\b(?:is|are|was|were|will|has|can|could|would|what's|it's|that's)\b).*")
_BREAK = re.compile(r",? (?=(?:and|so|with|for|which|that|who|when|where|because|to|in|on|at|by|from)\b)|, ")
_TURNED = re.compile(r"^turn (?!on\b|off\b|over\b|up\b)(?!.* around\b)(.+)$")
_CALLED = re.compile(r", [A-Z][a-zé]+$")
_HEARER = re.compile(
    r"(?<!of )(?<!how )(?<!what )(?<!that )(?<!if )(?<!when )(?<!where )(?<!why )(?<!as )(?<!, )\b(?:you|ye)\b"
    r"(?! (?:and|both|all|guys|can|could|are|have|want|need|will|do|like|gave|said|sent|asked|\w+ed)\b)"
)
_WILL = re.compile(r"\b(?:I|we|he|she|they|you|[A-Z][a-z]+)(?:['’]ll| will| won['’]t)\b.*")
_OPENING = re.compile(
    r"^(?:(?:yes|yeah|yep|sure|okay|ok|so|and|but|well|then|right|fine|good|no|look|oh|ah|uh|um|alright|perfect|great|now)\b[,.]? )+",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    {"do", "it", "that", "this", "so", "them", "you", "see", "to", "get", "have", "be", "one", "those"}
)


def name_of(what: str, quote: str, hearer: str, texts: list[str]) -> str:
    """The name of what was taken on. `texts` are where "it" may be named, the likeliest first; `hearer` is who "you" is, empty
    where nobody knows. Where no thing is found it is the words of the `quote` themselves.
    """
    words = _with_object(_in_base_form(_CALLED.sub("", what)), texts)
    words = _short(_TO_NOBODY.sub("", _CLAUSE.sub("", words) if len(words.split()) > 3 else words))
    words = _TURNED.sub(r"turn \1 around", words)
    if hearer:
        words = _HEARER.sub(hearer, words)
    return words if _says_something(words) else _short(_promised_in(quote))


def _promised_in(quote: str) -> str:
    """The words of a quote from where it promises."""
    words = _OPENING.sub("", quote).rstrip(" .!?")
    said = _WILL.search(words)
    return said.group() if said and len(said.group().split()) > MOST_WORDS // 3 else words


def _in_base_form(what: str) -> str:
    """What is had signed is to be signed, and "opens the ticket" and "sending it" as the verb itself."""
    if having := _HAVING.match(what):
        _, thing, state = having.groups()
        rest = f" with{what[having.end() :]}" if state == "in with" else what[having.end() :]
        return f"{_DONE[state]} {thing}{rest}"
    words = _HAVE.sub("get ", what)
    words = _ING.sub(_verb, words)
    return _PERSON.sub(_first_person, words)


def _verb(match: re.Match[str]) -> str:
    stem = match.group(1)
    if stem[-2:] in ("tt", "pp", "nn"):
        return stem[:-1]
    return stem + "e" if _DROPS_E.match(stem) else stem


def _first_person(match: re.Match[str]) -> str:
    stem, ending = match.groups()
    if stem in ("discus", "pas", "proces", "addres"):
        return f"{stem}s"
    return stem if ending == "s" or stem.endswith(("sh", "ch", "ss", "x", "do", "go")) else f"{stem}e"


def _with_object(what: str, texts: list[str]) -> str:
    """The phrase with the thing in the place of the first pronoun that stands for one."""
    match = _OBJECT.search(what)
    if match is None and " " in what:
        return what
    thing = next((found for text in texts if (found := thing_in(text))), "")
    if match is None or not thing:
        return f"{what} {thing}".strip()
    return what[: match.start()] + thing + _OBJECT.sub("it", what[match.end() :])


def _short(words: str) -> str:
    """At most MOST_WORDS, cut where a part ends."""
    if len(words.split()) <= MOST_WORDS:
        return words
    head = " ".join(words.split()[:MOST_WORDS])
    ends = [
        match.start()
        for match in _BREAK.finditer(head)
        if len(head[: match.start()].split()) >= MOST_WORDS // 2
    ]
    return head[: ends[-1]] if ends else head


def _says_something(words: str) -> bool:
    """Whether it names more than a verb and what nobody found the thing of."""
    left = _OBJECT.search(words)
    if points_back(words) or (left and len(words.split()) < _ENOUGH):
        return False
    return any(word not in _EMPTY for word in words.lower().split()[1:])
