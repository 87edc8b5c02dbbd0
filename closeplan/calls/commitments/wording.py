"""What is to be done, as a short action phrase made of the spoken words."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from closeplan.calls.commitments.naming_elsewhere import phrase
from closeplan.calls.commitments.promises import Kind, Promise
from closeplan.calls.commitments.sentences import Sentence
from closeplan.calls.commitments.tables import Tables

LONGEST = 90
_LEAD = re.compile(
    r"^(?:just|also|then|certainly|definitely|actually|personally|quickly|probably|maybe|try to|try and|go ahead and|make sure to|"
    r"be able to|now|please|and|so|that|to|from you|still|myself|gladly)[, ]+"
)
_TAIL = re.compile(
    r"(?:, (?!and )(?:if|so|because|but|it|that|let's|what|you'll|i'd|as|when|though|okay|right|no|ah|he|she|they|we|i)\b.*| because .*"
    r"| so (?:that |you |we |i |it ).*| if .*| but .*| and (?:i|we|you|then|that|it|he|she)\b.*|, (?:mind|though|too|then|please|uh)$)"
)
_EDGE = re.compile(
    r"(?:[ ,]+(?:by|on|in|at|until|till|within|before|after|and|or|the|a|an|of|to you|for you|you|with you|over|so|let's say|too|as well|back to you|sometime|some time|say|like|that|next|early|which is|maybe|probably|around|about|for|end|end of))+$"
)
_YOU = re.compile(
    r"\b(send|get|give|bring|show|email|mail|forward|text|do|set|ping|drop|shoot|draw|tell|share|hand|record) (?:you|me|us|ye|them)(?: all| both| guys)? "
)
_ING = re.compile(r"^([a-z]+)ing(?= )")
_WITH_E = frozenset(
    {
        "shar",
        "writ",
        "prepar",
        "fil",
        "rais",
        "tak",
        "schedul",
        "updat",
        "finalis",
        "finaliz",
        "introduc",
        "chas",
        "revis",
        "invit",
    }
)
_WORD = r"[^\W_][\w'’&/.-]*[^\W_]|[^\W_]"
_THING = re.compile(
    r"\b(?:the|an?|our|your|my|their|his|her) ((?!\w+(?:ly|ing)\b)(?:(?!(?:is|was|are|were|and|or|but|for|with|from|to|of|on|in|at|by|that|"
    r"which|who|if|so|it|he|she|they|we|you|i|has|have|had|will|can|would|then|than|as|not|when)\b)[\w'-]+)"
    r"(?: (?!(?:is|was|are|were|and|or|but|for|with|from|to|on|in|at|by|that|which|who|if|so|it|he|she|they|we|you|i|has|have|had|"
    r"will|can|would|then|than|as|not|when|you've|we've|i've)\b)[\w'-]+){0,3})",
    re.IGNORECASE,
)
THINGS = frozenset(
    {"it", "that", "this", "them", "those", "these", "one", "both", "so", "yours", "something"}
)
_UNSPACED = re.compile(r"[぀-ヿ一-鿿]")
"""Japanese, which has no spaces: its phrases are not one word."""
_AROUND = frozenset({"back", "over", "out", "off", "across", "you", "myself", "again", "too"})


def action_of(promise: Promise, tables: Tables) -> str:
    """What a promise takes on, seen from who does it; "" in another language where it is told from another's view."""
    if tables.language == "en":
        return _in_english(promise, tables)
    given = promise.kind in (Kind.GIVEN, Kind.GIVEN_NOW, Kind.THING, Kind.IDIOM)
    return "" if given else phrase(promise.body, promise.sentence, tables.language)


def _in_english(promise: Promise, tables: Tables) -> str:
    body, sentence = promise.body, promise.sentence
    if promise.kind in (Kind.GIVEN, Kind.GIVEN_NOW):
        return action(f"send {body}", sentence, tables)
    if promise.kind is Kind.THING:
        return action(f"send {promise.thing}", sentence, tables) if promise.thing else "send it"
    if promise.kind is Kind.PRESENT and promise.head.startswith("you get"):
        return action(f"send {body}", sentence, tables)
    if promise.kind is Kind.IDIOM:
        return _of_idiom(promise, tables)
    if promise.kind is Kind.NEVER:
        return f"not {action(body, sentence, tables)}"
    if behalf := tables.on_behalf.match(body):
        body = body[behalf.end("who") :].strip().removeprefix("to ")
    if promise.kind is Kind.PRESENT and promise.head.startswith(("i'm ", "i am ")):
        body = _ING.sub(_base, body)
    return action(body, sentence, tables)


def _of_idiom(promise: Promise, tables: Tables) -> str:
    """What an idiom takes on, where it says: "I owe you a list", "my action to call them"."""
    words = action(promise.body, promise.sentence, tables)
    if words and promise.head.startswith(
        ("i owe", "we owe", "i still owe", "we still owe", "i promise", "we promise")
    ):
        return f"send the {words}"
    does = tables.act.search(promise.body.removeprefix("to ")) or promise.head.endswith((" to", " no"))
    if words and does:
        return words
    return f"see to {words.removeprefix('for ')}" if _THING.match(words.removeprefix("for ")) else "see to it"


def _base(match: re.Match[str]) -> str:
    """The base form of a verb in -ing."""
    stem = match.group(1)
    if stem[-2:] in ("tt", "pp", "nn"):
        return stem[:-1]
    return stem + "e" if stem in _WITH_E else stem


def action(body: str, sentence: Sentence, tables: Tables) -> str:
    """The phrase for what is promised or asked for: base form, without its day, its receiver and what else was said."""
    if tables.language != "en":
        return phrase(body, sentence, tables.language)
    words = body
    for _ in range(3):
        words = _LEAD.sub("", words)
    words = _without_due(_TAIL.sub("", words), tables)
    words = re.sub(r"^give (?:you|ye) (?:a|another) (?:call|ring|shout|bell|buzz)\b", "call you", words)
    words = re.sub(r"^get (.{2,60}?) (?:(?:back|over|across|out) )*to (?:you|ye)\b", r"send \1", words)
    words = re.sub(r"^get (.{2,60}?) (?:over|across)(?=$| )", r"send \1", words)
    words = re.sub(r"^get (?:you|ye) (?=(?:the|an?|my|our|his|her|their|some|that|those)\b)", "send ", words)
    words = _YOU.sub(r"\1 ", words)
    words = re.sub(r"^have (.+?) (?:to|with|for|over to|back to) (?:you|ye)\b", r"send \1", words)
    words = words.strip(" ,")
    shorter = _EDGE.sub("", words).strip(" ,")
    words = shorter if len(shorter.split()) > 1 else re.sub(r" (?:by|on|until|before|within)$", "", words)
    return _cased(" ".join(words[:LONGEST].split()), sentence)


def answer(what: str, asked: str) -> str:
    """What somebody does who takes on what was asked: that, or where only a thing was named, the promise's verb with it."""
    verb = "see to" if what.startswith("see to") else (what.split() or [""])[0]
    return f"{verb} {asked}" if what and _THING.match(asked) else asked


def points_back(what: str) -> bool:
    """Whether a phrase names its thing by a pronoun only, or not at all."""
    if _UNSPACED.search(what):
        return False
    rest = what.lower().split()[1:]
    return not rest or all(word in THINGS or word in _AROUND or len(word) < 3 for word in rest)


def thing_in(text: str) -> str:
    """The last thing to hand over that a text names, empty where it names none: "a model" is "the model" when it is spoken of again."""
    spoken = _THING.finditer(text[-LONGEST * 4 :])
    named = [words for one in spoken if (words := _up_to_thing(one.group().split()))]
    if not named:
        return ""
    last = named[-1][:1].lower() + named[-1][1:]
    return f"the {last.split(' ', 1)[1]}" if last.startswith(("a ", "an ")) else last


def _up_to_thing(words: list[str]) -> str:
    """The words up to the last that names a thing; empty where none does."""
    ends = [number for number, word in enumerate(words, start=1) if word.lower() in _handed_over()]
    return " ".join(words[: ends[-1]]) if ends else ""


@cache
def _handed_over() -> frozenset[str]:
    """Words for what people send, sign, prepare or set up for each other."""
    words = resources.files(__package__).joinpath("words", "things.txt").read_text(encoding="utf-8")
    return frozenset(word for line in words.splitlines() if not line.startswith("#") for word in line.split())


def content(text: str) -> frozenset[str]:
    """What words are about: their first letters, without small words. For telling whether two phrases mean one thing."""
    return frozenset(word[:5] for word in re.findall(r"[^\W_]{3,}", text.lower()) if word not in _SMALL)


def _without_due(words: str, tables: Tables) -> str:
    """Cut from the first due words on, unless that leaves no thing."""
    for match in tables.due.finditer(words):
        head = words[: match.start()].strip(" ,")
        if len(head.split()) >= 2 or (
            head and match.group().startswith(("by ", "before ", "after ", "until "))
        ):
            return head
        words = (words[: match.start()] + " " + words[match.end() :]).strip(" ,")
        break
    return words


def _cased(words: str, sentence: Sentence) -> str:
    """The words with the capitals that they have inside their sentence."""
    spoken = {word.lower(): word for word in re.findall(_WORD, sentence.text)[1:]}
    return re.sub(_WORD, lambda match: spoken.get(match.group(), match.group()), words)


_SMALL = frozenset(
    [
        "the",
        "and",
        "you",
        "your",
        "our",
        "for",
        "with",
        "that",
        "this",
        "them",
        "those",
        "have",
        "has",
        "had",
        "will",
        "can",
        "could",
        "would",
        "get",
        "got",
        "send",
        "give",
        "let",
        "put",
        "set",
        "make",
        "take",
        "back",
        "over",
        "out",
        "its",
        "it's",
        "i'll",
        "you'll",
        "we'll",
        "him",
        "her",
        "his",
        "they",
        "are",
        "was",
        "not",
        "just",
        "one",
        "also",
        "then",
        "what",
        "when",
        "who",
        "how",
        "from",
        "into",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "week",
        "tomorrow",
        "today",
        "next",
        "day",
        "end",
        "know",
        "want",
        "need",
        "say",
        "said",
        "yes",
        "yeah",
        "sure",
        "okay",
    ]
)
