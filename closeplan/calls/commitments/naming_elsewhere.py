"""What to call something taken on in a language other than English: the spoken words without their day and receiver."""

from __future__ import annotations

import re
from datetime import datetime

from closeplan.calls.commitments.sentences import Sentence
from closeplan.plan.date_words import find_dates

LONGEST = 90
"""Characters of a phrase."""
_ANY_DAY = datetime(2026, 1, 5, 12)  # noqa: DTZ001 - where a date stands in a text is the same on every day
_BEFORE_DATE = {
    "de": r"(?:\b(?:noch|spätestens|bis|bis zum|bis zur|vor dem|vor|ab|am|im|zum) )+$",
    "fr": r"(?:\b(?:au plus tard|d'ici|avant|pour|jusqu'au|dès|le|au|à|ce) ?)+$",
    "es": r"(?:\b(?:a más tardar|antes|hasta|para|desde|del|de|el|en) )+$",
    "pt": r"(?:\b(?:o mais tardar|antes|até|para|de|do|da|no|na|em|a|o) )+$",
    "it": r"(?:\b(?:al più tardi|entro|prima|per|fino a|di|del|il|lo|la) )+$",
    "nl": r"(?:\b(?:uiterlijk|voor|vóór|tegen|tot|op|om|per) )+$",
}
_AFTER_DATE = {"ja": r"^(?:までに|迄に|まで|には|中に|に|、)+"}
_RECEIVER = {
    "de": r"\b(?:ihnen|uns|mir|euch|dir|bitte|gerne?|dann|noch) ",
    "fr": r"^(?:(?:nous|vous|me|te|lui|leur) |m'|t')",
    "es": r"^(?:le|les|os|te|nos|me) ",
    "pt": r"^(?:lhe|lhes|te|nos|me) ",
    "it": r"^(?:le|vi|ti|ci|mi) ",
    "nl": r"\b(?:u|jullie|je|ons|mij|me) (?=de |het |een )",
    "ja": r"^(?:はい|ええ|では|それでは)[、。 ]*",
}
_GERMAN_VERB = re.compile(r"([^\W\d_]{3,}en?) (?:(?:ich|wir) )?(?=\S)")
"""A German verb in the first person at a phrase's beginning, which in its base form is the last word."""
_GERMAN_POINTER = re.compile(r"^(?:das|es|ihn|sie) \w+$")
"""A verb whose thing only a pronoun names."""
_NOT_ONE_CLAUSE = re.compile(
    r" (?:und|oder|aber|wenn|dass|sobald|falls|mit|nach|weiter|vor|ein|zu|zurück)\b|,"
)
_VERB_ALONE = re.compile(r"(?:お|ご)?[^\W\dァ-ヶ]{1,4}(?:します|いたします|ります)")
"""A Japanese answer that only says "will send"."""


def without_day(words: str, language: str) -> str:
    """The phrase without its dates, and without what leads to them and follows them."""
    for found in reversed(find_dates(words, _ANY_DAY, language)):
        before, after = words[: found.start], words[found.end :]
        if lead := _BEFORE_DATE.get(language):
            before = re.sub(lead, "", before)
        if trail := _AFTER_DATE.get(language):
            after = re.sub(trail, "", after)
        words = f"{before}{after}" if language == "ja" else f"{before.rstrip()} {after.lstrip()}"
    return words.strip(" ,、。")


def phrase(body: str, sentence: Sentence, language: str) -> str:
    """What a body says is done, in its own language; "" where it says no more than a verb."""
    words = without_day(body, language)
    if receiver := _RECEIVER.get(language):
        words = re.sub(receiver, "", f"{words} ").strip()
    if language == "de":
        words = _GERMAN_POINTER.sub("", _german_base(words))
    if language == "ja":
        words = "" if _VERB_ALONE.fullmatch(words) else words
    elif len(words.split()) < 2:
        words = ""
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0]
    spoken = {word.lower(): word for word in re.findall(r"\w+", sentence.text)[1:]}
    return re.sub(r"\w+", lambda found: spoken.get(found.group(), found.group()), words)


def _german_base(words: str) -> str:
    """As in "den Vertrag schicken" of "schicke den Vertrag"; of one plain clause only."""
    found = _GERMAN_VERB.match(words)
    if found is None or _NOT_ONE_CLAUSE.search(words) or words.split(maxsplit=1)[0] in _ARTICLES:
        return words
    verb = found.group(1)
    return f"{words[found.end() :]} {verb if verb.endswith('n') else f'{verb}n'}"


_ARTICLES = frozenset(
    {"eine", "einen", "keine", "keinen", "meine", "meinen", "unsere", "ihre", "ihren", "alle"}
)
