"""The words people see and pick in a plan's Sheet, and what they mean.

The one place where a dropdown's labels, a tab's title or a top block's label meet our enums and keys. The labels
themselves come from the catalogues, the words that mean the same from the vocabulary. Reading is tolerant: any
language, any case, any spacing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, cached_property, lru_cache, partial
from typing import Generic, TypeVar

from closeplan.plan.languages import LANGUAGES, language_of, words_for
from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Status,
)
from closeplan.plan.signals import Table
from closeplan.plan.wording import ENGLISH_WORDS, Words
from sheets_schema import vocabulary

E = TypeVar("E", bound=StrEnum)

_GAPS = re.compile(r"[\s_\-–/]+")


@lru_cache(maxsize=2048)  # a Sheet says the same few words in every row
def normal(text: str) -> str:
    """A text as labels are compared: lower case, single spaces, no colon or star at its ends."""
    return _GAPS.sub(" ", text).strip(" :*.?：？。").casefold()


class Labels(Generic[E]):
    """The labels of one enum, in the order a dropdown shows them.

    A value's label is the message `<prefix>.<value>` of the plan's language. Reading knows every language's label and
    `others`, the words people use besides. `otherwise` is the value that any other word means, None where such a word
    can't be read.
    """

    def __init__(
        self,
        prefix: str,
        enum: type[E],
        others: Callable[[], Mapping[E, tuple[str, ...]]],
        otherwise: E | None = None,
    ) -> None:
        self.enum = enum
        self.otherwise = otherwise
        self._prefix = prefix
        self._others = others

    def words_in(self, words: Words) -> tuple[str, ...]:
        """Every label in that language, in dropdown order."""
        return tuple(self.label(value, words) for value in self.enum)

    @property
    def words(self) -> tuple[str, ...]:
        """Every English label, in dropdown order."""
        return self.words_in(ENGLISH_WORDS)

    def label(self, value: E | None, words: Words = ENGLISH_WORDS) -> str:
        """How a value is written; nothing for None."""
        return "" if value is None else words.t(f"{self._prefix}.{value}")

    def find(self, text: str, language: str = "en") -> E | None:
        """What a person's word means, to a plan of that language first; None where it means nothing known."""
        word = normal(text)
        value = self._labelled(language_of(language) or "en").get(word)
        if value is None:
            value = self._known.get(word)
        return self._known.get(vocabulary.plain(text)) if value is None else value

    def is_label(self, text: str) -> bool:
        """Whether that is one of our own labels, in any language, and no other word."""
        return any(normal(text) in self._labelled(language) for language in LANGUAGES)

    @cache  # noqa: B019 - the labels are a handful of constants
    def _labelled(self, language: str) -> dict[str, E]:
        words = words_for(language)
        return {normal(self.label(value, words)): value for value in self.enum}

    @cached_property
    def _known(self) -> dict[str, E]:
        """What any word means, accents or not; of two meanings, the label's before another word's and the one that
        is listed first.
        """
        labelled = [pair for language in LANGUAGES for pair in self._labelled(language).items()]
        others = [(word, value) for value, words in self._others().items() for word in words]
        known: dict[str, E] = {}
        for word, value in (*labelled, *((value.value, value) for value in self.enum), *others):
            for form in (normal(word), vocabulary.plain(word)):
                if form:
                    known.setdefault(form, value)
        return known


SIDES = Labels("side", Side, partial(vocabulary.values, Side))
STATUSES = Labels("status", Status, partial(vocabulary.values, Status))
ROLES = Labels("role_label", Role, partial(vocabulary.values, Role), otherwise=Role.OTHER)
POWERS = Labels("power", DecisionPower, partial(vocabulary.values, DecisionPower))
ENGAGEMENTS = Labels("engagement", Engagement, partial(vocabulary.values, Engagement))
RISK_KINDS = Labels("risk_kind", RiskKind, partial(vocabulary.values, RiskKind))
RISK_CATEGORIES = Labels("risk_category", RiskCategory, partial(vocabulary.values, RiskCategory))
RISK_STATUSES = Labels("risk_status", RiskStatus, partial(vocabulary.values, RiskStatus))


class Tab(StrEnum):
    """Our tabs, by the key their developer metadata holds."""

    PLAN = "plan"
    STAKEHOLDERS = "stakeholders"
    RISKS = "risks"
    HISTORY = "history"


_TABLES = {Tab.PLAN: Table.TIMELINE, Tab.STAKEHOLDERS: Table.STAKEHOLDERS, Tab.RISKS: Table.RISKS}


def _titles() -> dict[Tab, tuple[str, ...]]:
    """What people call a tab; the History tab is the robot's, so nothing of people's is taken for it."""
    return {
        tab: tuple(word for words in vocabulary.tabs(table).values() for word in words)
        for tab, table in _TABLES.items()
    }


TABS = Labels("tab", Tab, _titles)


class Label(StrEnum):
    """The top block's lines, each named as the model's field it holds; OUTLOOK is the robot's."""

    GO_LIVE = "go_live"
    WHY = "why"
    OBJECTIVE = "objective"
    METRICS = "metrics"
    COST_OF_INACTION = "cost_of_inaction"
    ACKNOWLEDGED_BY = "acknowledged_by"
    OUTLOOK = "outlook"


def _facts() -> dict[Label, tuple[str, ...]]:
    """What people write before a fact about the whole plan; the outlook is the robot's."""
    return {
        label: tuple(word for words in vocabulary.labels(label.value).values() for word in words)
        for label in Label
        if label is not Label.OUTLOOK
    }


TOP_BLOCK = Labels("field", Label, _facts)
