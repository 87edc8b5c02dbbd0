"""The plan's voice: messages, days and counts in the plan's language.

A plan speaks one language, whoever reads it; `Words` is that language's messages with its plural rule and its
way of writing dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce

from closeplan.plan.bidi import closed
from closeplan.plan.english import ENGLISH, Plural

QUOTE_LIMIT = 80
"""Characters of a person's own words that a sentence repeats."""

ENGLISH_DAY = "{day} {month} {year}"
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_UNSPACED = frozenset({"ja"})
"""Languages that write one sentence right after the other."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language's messages. `forms` are a message's texts by plural form (one where it counts nothing);
    `form` says which of them a count takes. `day_pattern` puts a day together from `day`, `month` (its name, from
    `months`), `number` (the month's) and `year`. `templates` are the shipped plan templates' own words, from English.
    """

    language: str
    forms: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]
    day_pattern: str = ENGLISH_DAY
    months: tuple[str, ...] = ENGLISH_MONTHS
    templates: Mapping[str, str] = field(default_factory=dict)

    def t(self, key: str, **values: object) -> str:
        """The message of that key with its values put in; what turns the writing direction in one ends with it."""
        texts = self.forms[key]
        n = values.get("n")
        form = self.form(abs(n)) if isinstance(n, int) else 0
        # a message that counts nothing has one form; one still in English may have fewer than the language
        said = {name: closed(value) if isinstance(value, str) else value for name, value in values.items()}
        return texts[min(form, len(texts) - 1)].format(**said)

    def working_days(self, n: int) -> str:
        """“1 working day”, “7 working days”."""
        return self.t("working_days", n=n)

    def signed_working_days(self, n: int) -> str:
        """“+7 working days”, “-1 working day”. The sign is a hyphen: lines that stand in History are found by their words."""
        return self.working_days(n) if n < 0 else "+" + self.working_days(n)

    def moved_by(self, n: int) -> str:
        """“+7 working days”, “−1 working day”: the same for people alone, with a real minus."""
        return f"{'−' if n < 0 else '+'}{self.working_days(abs(n))}"

    def day(self, value: date) -> str:
        """A day as people read it: 31 Mar 2027."""
        month = self.months[value.month - 1]
        return self.day_pattern.format(day=value.day, month=month, number=value.month, year=value.year)

    def ordinal(self, n: int) -> str:
        """1st, 2nd, 3rd, 11th."""
        last = {1: "one", 2: "two", 3: "few"}.get(n % 10, "other")
        return self.t(f"ordinal.{'other' if n % 100 in {11, 12, 13} else last}", n=n)

    def listed(self, items: Iterable[str]) -> str:
        """“Mia, Dana”."""
        return self._joined_by("list", items)

    def listed_apart(self, items: Iterable[str]) -> str:
        """Items that may hold commas themselves: “bring it forward, to 3 May 2027; move go-live”."""
        return self._joined_by("list.apart", items)

    def _joined_by(self, key: str, items: Iterable[str]) -> str:
        said = tuple(items)
        return reduce(lambda first, following: self.t(key, first=first, next=following), said) if said else ""

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences one after the other, empty ones left out."""
        return ("" if self.language in _UNSPACED else " ").join(text for text in sentences if text)

    def from_template(self, text: str) -> str:
        """A shipped template's words in this language."""
        return self.templates.get(text, text)

    @cached_property
    def statuses(self) -> Mapping[str, str]:
        """The label of each status a milestone may have."""
        return self.labels("status.")

    @cached_property
    def risk_statuses(self) -> Mapping[str, str]:
        """The label of each status a risk may have."""
        return self.labels("risk_status.")

    def labels(self, prefix: str) -> dict[str, str]:
        """The texts whose keys begin with that prefix, by the rest of the key."""
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


def on_one_line(text: str) -> str:
    """A person's own words on one line, all of them."""
    return " ".join("".join(c for c in text if not "\ud800" <= c <= "\udfff").split())


def quoted(text: str) -> str:
    """A person's own words on one line, cut where they go on for long."""
    line = on_one_line(text)
    return closed(line if len(line) <= QUOTE_LIMIT else line[: QUOTE_LIMIT - 1].rstrip() + "…")
