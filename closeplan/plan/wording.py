"""The plan's voice: messages, days and counts in the plan's language.

A plan speaks one language, whoever reads it; `Words` is that language's messages with its plural rule and its
way of writing dates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from closeplan.plan.english import ENGLISH, Plural

QUOTE_LIMIT = 80
"""Characters of a person's own words that a sentence repeats."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language's messages. `forms` are a message's texts by plural form (one where it counts nothing);
    `form` says which of them a count takes.
    """

    language: str
    forms: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]

    def t(self, key: str, **values: object) -> str:
        """The message of that key with its values put in."""
        texts = self.forms[key]
        n = values.get("n")
        text = texts[self.form(abs(n))] if len(texts) > 1 and isinstance(n, int) else texts[0]
        return text.format(**values)

    def working_days(self, n: int) -> str:
        """“1 working day”, “7 working days”."""
        return self.t("working_days", n=n)

    def signed_working_days(self, n: int) -> str:
        """“+7 working days”, “-1 working day”."""
        return self.working_days(n) if n < 0 else "+" + self.working_days(n)

    def day(self, value: date) -> str:
        """A day as people read it: 31 Mar 2027."""
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def ordinal(self, n: int) -> str:
        """1st, 2nd, 3rd, 11th."""
        ending = "th" if n % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        return f"{n}{ending}"

    @cached_property
    def statuses(self) -> Mapping[str, str]:
        """The label of each status a milestone may have."""
        return self._labels("status.")

    @cached_property
    def risk_statuses(self) -> Mapping[str, str]:
        """The label of each status a risk may have."""
        return self._labels("risk_status.")

    def _labels(self, prefix: str) -> dict[str, str]:
        return {
            key.removeprefix(prefix): texts[0] for key, texts in self.forms.items() if key.startswith(prefix)
        }


def _english_form(n: int) -> int:
    return 0 if n == 1 else 1


ENGLISH_WORDS = Words(
    language="en",
    forms={
        key: (text.one, text.many) if isinstance(text, Plural) else (text,) for key, text in ENGLISH.items()
    },
    form=_english_form,
)


def quoted(text: str) -> str:
    """A person's own words on one line, cut where they go on for long."""
    line = " ".join("".join(c for c in text if not "\ud800" <= c <= "\udfff").split())
    return line if len(line) <= QUOTE_LIMIT else line[: QUOTE_LIMIT - 1].rstrip() + "…"
