"""The lexicon of titles: phrases with the role they stand for, and words that say what somebody is over."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files

from closeplan.calls.stakeholders.tokens import tokens_of
from closeplan.plan.model import Role


class Kind(StrEnum):
    """A title that one person holds, a department, people who decide together, or where somebody works."""

    PERSON = "person"
    UNIT = "unit"
    BODY = "body"
    PLACE = "place"


@cache
def lexicon(language: str) -> dict[str, tuple[tuple[tuple[str, ...], Role, Kind], ...]]:
    """The phrases of English and of one more language, by first word, the longest first. English wins."""
    table: dict[str, list[tuple[tuple[str, ...], Role, Kind]]] = {}
    text = (files(__package__) / "titles.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    wanted = ["en", *([language] if language not in {"en", "ja"} else [])]
    for name in wanted:
        for _, role, kind, phrases in (row for row in rows if row[0] == name):
            for phrase in phrases.split(","):
                words = tuple(token.low for token in tokens_of(phrase.strip()))
                table.setdefault(words[0], []).append((words, Role(role), Kind(kind)))
    return {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in table.items()}


@cache
def unspaced(language: str) -> tuple[tuple[str, Role, Kind], ...]:
    """The phrases of a language that parts no words, the longest first."""
    text = (files(__package__) / "titles.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line.startswith(f"{language}\t")]
    found = [(one.strip(), Role(role), Kind(kind)) for _, role, kind, some in rows for one in some.split(",")]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


ROLE_WORDS: tuple[tuple[Role, frozenset[str]], ...] = tuple(
    (role, frozenset(words.split()))
    for role, words in (
        (Role.SECURITY, "security infosec cyber cybersecurity ciso penetration"),
        (
            Role.LEGAL,
            "legal counsel lawyer attorney privacy compliance contracts union works regulatory protection dpo",
        ),
        (Role.PROCUREMENT, "procurement purchasing sourcing buyer category tender supplier vendor"),
        (Role.ECONOMIC_BUYER, "cfo"),
        (
            Role.FINANCE,
            "finance financial payroll accounting accounts treasury budget controlling accountant",
        ),
        (
            Role.TECHNICAL_EVALUATOR,
            """it sso identity integration integrations data architect architecture systems system network database hris
            infrastructure platform sap erp crm salesforce engineering software developer technology server cloud
            application applications digital informatics ehr emr mes wms""",
        ),
        (
            Role.END_USER,
            """store plant warehouse shift floor line nurse ward supervisor foreman planner dispatcher steward depot shop
            production kitchen clinic branch site crew returns scheduler""",
        ),
    )
)


def role_of(words: str) -> Role:
    """The role that a title's words, or what somebody runs, stand for; OTHER where they say nothing."""
    spoken = {token.low for token in tokens_of(words)}
    return next((role for role, some in ROLE_WORDS if spoken & some), Role.OTHER)


def unspaced_titles(text: str, language: str) -> Iterator[tuple[int, int, Role, Kind]]:
    """Titles in a text without spaces: start, end, role and kind, none inside another."""
    at = 0
    phrases = unspaced(language)
    while at < len(text):
        hit = next((one for one in phrases if text.startswith(one[0], at)), None)
        if hit:
            yield at, at + len(hit[0]), hit[1], hit[2]
        at += len(hit[0]) if hit else 1
