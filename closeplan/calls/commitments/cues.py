"""What a sentence sounds like, as named cues: what the linear second vote reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from closeplan.calls.commitments.promises import promises_of
from closeplan.calls.commitments.requests import request_of
from closeplan.calls.commitments.sentences import LONGEST, plain, sentences_of
from closeplan.calls.commitments.tables import Tables, tables_for

_LINK = re.compile(r"https?://\S+|www\.\S+|\$link|\S{1,80}@\S{1,80}")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!$@%:]|\S")
_SMALL = frozenset({"and", "so", "but", "also", "then", "hi", "thanks", "ok", "well", "just", "or"})
_AFTER = re.compile(r"(?:[,;:\-]|\b(?:so|and|then|please|to)) (\w+)")
_LEAD = re.compile(
    r"^(?:just|also|then|probably|maybe|actually|definitely|try to|try and|go ahead and|have to|be able to) "
)
_TABLES = (
    "receiver",
    "due",
    "act",
    "soft",
    "offer",
    "promise",
    "promise_we",
    "promise_let",
    "present",
    "given",
    "others",
    "negative",
    "not_wanted",
    "courtesy",
    "condition",
)


@dataclass(frozen=True)
class _Cues:
    heads: tuple[tuple[str, re.Pattern[str]], ...]
    cues: tuple[tuple[str, re.Pattern[str]], ...]
    openers: frozenset[str]


def cues_of(text: str, around: tuple[str, ...] = ()) -> dict[str, float]:
    """The cues of a sentence with their weights. `around` names what stands around it, such as a reply to it."""
    lowered = re.sub(r"\d+", "0", _LINK.sub(" xlink ", text[:LONGEST].lower().replace("’", "'")))
    tokens, said, tables, lists = _TOKEN.findall(lowered), plain(text), tables_for("en"), _lists()
    hit = [name for name, pattern in lists.cues if pattern.search(lowered)]
    rules = _of_rules(text, said, tables)
    found = dict.fromkeys((f"r:{name}" for name in hit), 0.3)
    found |= dict.fromkeys((f"rr:{a} {b}" for a in hit for b in hit if a < b), 0.3)
    found |= dict.fromkeys((f"e:{name}" for name in rules), 0.3)
    found |= dict.fromkeys((f"ee:{a} {b}" for a in rules for b in rules if a < b), 0.3)
    found |= dict.fromkeys(_of_form(lowered, tokens, lists.openers), 0.3)
    found |= dict.fromkeys(_of_head(said, hit, around, tables), 1.0)
    return found | _of_words(tokens)


def _of_rules(text: str, said: str, tables: Tables) -> list[str]:
    """What the rules see in it."""
    found = {name for name in _TABLES if getattr(tables, name).search(said)}
    for sentence in sentences_of(text[:LONGEST])[:3]:
        found |= {"request"} if request_of(sentence, tables) else set()
        for promise in promises_of(sentence, tables):
            found |= {promise.kind.value, f"{promise.kind.value} {promise.weight >= 0.6}"}
    return sorted(found)


def _of_form(lowered: str, tokens: list[str], openers: frozenset[str]) -> list[str]:
    """How it opens and ends, and how long it is."""
    first = next((word for word in tokens if word.isalpha() and word not in _SMALL), "")
    found = [f"first:{first}", f"len:{min(6, len(tokens) // 5)}", f"end:{tokens[-1] if tokens else ''}"]
    found += [f"start2:{' '.join(tokens[:2])}", f"start3:{' '.join(tokens[:3])}"]
    found += ["order"] if first in openers else []
    later = any(match.group(1) in openers for match in _AFTER.finditer(lowered))
    return [*found, "order later"] if later else found


def _of_head(said: str, hit: list[str], around: tuple[str, ...], tables: Tables) -> list[str]:
    """The last words that begin a promise or a plan, the verb after them, and what stands around."""
    last: tuple[int, int, str] | None = None
    for name, pattern in _lists().heads:
        for match in pattern.finditer(said):
            last = max(last or (-1, 0, ""), (match.start(), match.end(), name))
    if last is None:
        return ["no head", *(f"around:{one}" for one in around)]
    _, end, head = last
    body = said[end:].strip(" ,")
    verb = (_LEAD.sub("", body).split() or [""])[0]
    acts = f"{bool(tables.act.search(body))} {bool(tables.idle.search(body))}"
    found = [f"h:{head}", f"v:{verb}", f"hv:{head} {verb}", f"ha:{head} {acts}", f"a:{acts}"]
    found += [f"hl:{head} {min(4, len(body.split()) // 3)}", f"before:{min(3, len(said[:end].split()) // 3)}"]
    found += [f"hf:{head} {name}" for name in hit if name.startswith("m_")]
    return found + [f"around:{one}" for one in around] + [f"ha:{head} {one}" for one in around]


def _of_words(tokens: list[str]) -> dict[str, float]:
    """Words, pairs and threes; the longer the sentence, the less each counts."""
    edged = ["<s>", *tokens, "</s>"]
    found: dict[str, float] = {}
    for size in (1, 2, 3):
        grams = {f"w{size}:{' '.join(edged[at : at + size])}" for at in range(len(edged) - size + 1)}
        found |= dict.fromkeys(grams, 1 / max(1, len(grams)) ** 0.5)
    return found


@cache
def _lists() -> _Cues:
    text = resources.files(__package__).joinpath("words", "cues.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return _Cues(
        heads=tuple((name, re.compile(pattern)) for kind, name, pattern in rows if kind == "head"),
        cues=tuple((name, re.compile(pattern)) for kind, name, pattern in rows if kind == "cue"),
        openers=frozenset(verb for kind, _, verbs in rows if kind == "opening" for verb in verbs.split("|")),
    )
