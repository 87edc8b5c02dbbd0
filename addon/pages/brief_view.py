"""The one-page brief as its templates show it: every text in the plan's language, every cell decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

from addon.pages.brief_parts import (
    GO_LIVE_SIGN,
    NOW_SIGN,
    SIGNS,
    Column,
    Heading,
    Part,
    Row,
    row_of,
    said,
)
from closeplan.plan.brief import Brief, KnownRisk
from closeplan.plan.languages import words_for
from closeplan.plan.model import Metric, Side
from closeplan.plan.picture import Mark, Period
from closeplan.plan.wording import Words


@dataclass(frozen=True)
class BriefView:
    """The brief's texts. Every attribute is plain text, which a template has to escape."""

    brief: Brief
    words: Words

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def kind(self) -> str:
        return self.words.t("brief.kind")

    @property
    def title(self) -> str:
        return self.words.t("brief.title", buyer=self.brief.buyer, seller=self.brief.seller)

    @property
    def file_title(self) -> str:
        """What the Doc is called."""
        return self.words.t("brief.file", buyer=self.brief.buyer, seller=self.brief.seller)

    @property
    def state(self) -> str:
        return self.words.t("brief.state", day=self.words.day(self.brief.state))

    @property
    def go_live_label(self) -> str:
        return self.words.t("field.go_live")

    @property
    def go_live(self) -> str:
        day = self.brief.go_live
        return self.words.day(day) if day else self.brief.go_live_text

    @property
    def why(self) -> str:
        return self.brief.why

    @property
    def outlook(self) -> str:
        return self.brief.outlook

    @property
    def progress(self) -> str:
        return (
            self.words.t("brief.progress", n=self.brief.total, done=self.brief.done)
            if self.brief.total
            else ""
        )

    @cached_property
    def purpose(self) -> tuple[Part, ...]:
        """What the buyer wants: objective, metrics, what doing nothing costs; what nobody wrote is left out."""
        metrics = tuple(_metric(one, self.words) for one in self.brief.metrics)
        told = (
            ("field.objective", (self.brief.objective,), 13),
            ("field.metrics", metrics, 12),
            ("field.cost_of_inaction", (self.brief.cost_of_inaction,), 9),
        )
        return tuple(
            Part(title=self.words.t(key), lines=lines, weight=weight)
            for key, lines, weight in told
            if any(lines)
        )

    @cached_property
    def around(self) -> tuple[Part, ...]:
        """Who, risks, and what the reader is asked for."""
        people = tuple(
            self.words.t("brief.person", name=one.name, role=one.role or self._company(one.side))
            for one in self.brief.people
        )
        if self.brief.people_left_out:
            people = (*people, self.words.t("brief.more_people", n=self.brief.people_left_out))
        risks = tuple(_risk(one, self.words) for one in self.brief.risks)
        told = (
            ("brief.asks", self.brief.asks, 10),
            ("brief.people", people, 10),
            ("brief.risks", risks, 14),
        )
        return tuple(
            Part(title=self.words.t(key), lines=lines, weight=weight, is_ask=key == "brief.asks")
            for key, lines, weight in told
            if lines
        )

    def _company(self, side: Side | None) -> str:
        return self.brief.seller if side is Side.SELLER else self.brief.buyer

    @property
    def path(self) -> str:
        return self.words.t("brief.path")

    @property
    def table_title(self) -> str:
        return self.words.t("brief.table")

    @property
    def labels(self) -> tuple[str, str, str, str]:
        """The table's first headers: workstream, milestone, owner, due."""
        workstream, milestone, owner, due = (
            self.words.t(f"field.{name}") for name in ("workstream", "milestone", "owner", "due")
        )
        return workstream, milestone, owner, due

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Months over weeks, years over months."""
        groups = groupby(
            self.brief.picture.periods, key=lambda one: (one.year, one.month if one.number else 0)
        )
        return tuple(
            Heading(label=self._month(month) if month else str(year), span=len(list(group)))
            for (year, month), group in groups
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        shown = self.brief.picture
        opening = {0, *accumulate(heading.span for heading in self.headings)}
        return tuple(
            Column(
                opens=at in opening,
                label=self._label(one),
                sign=(NOW_SIGN if at == shown.now else "") + (GO_LIVE_SIGN if at == shown.go_live else ""),
                is_now=at == shown.now,
            )
            for at, one in enumerate(shown.periods)
        )

    def _label(self, period: Period) -> str:
        if period.is_rest:
            return "→"
        return str(period.number) if period.number else self._month(period.month)

    def _month(self, month: int) -> str:
        return self.words.months[month - 1].rstrip(".")

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        bars = self.brief.picture.bars
        before = [None, *(bar.lane for bar in bars)]
        return tuple(
            row_of(
                bar, bar.lane != last, self.brief.slips.get(bar.id, 0), self.brief.picture.periods, self.words
            )
            for bar, last in zip(bars, before, strict=False)
        )

    @cached_property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The signs that the picture has, each with its words."""
        used = {bar.mark for bar in self.brief.picture.bars}
        signs = [(SIGNS[mark], said(mark, self.words)) for mark in Mark if mark in used]
        here = [(NOW_SIGN, self.words.t("brief.today"))] if self.brief.picture.now is not None else []
        end = [(GO_LIVE_SIGN, self.go_live_label)] if self.brief.picture.go_live is not None else []
        return (*signs, *here, *end)

    @property
    def more(self) -> str:
        """What only the plan says, if anything."""
        if self.brief.left_out:
            return self.words.t("brief.more_milestones", n=self.brief.left_out)
        return self.words.t("brief.more") if self.brief.is_cut else ""

    @property
    def plan_link(self) -> str:
        return self.words.t("brief.plan")

    @property
    def url(self) -> str:
        return self.brief.url

    @property
    def kept(self) -> str:
        return self.words.t("brief.kept")


def brief_view(brief: Brief) -> BriefView:
    """What `templates/pages/brief.html` and `templates/brief/doc.html` show of a brief."""
    return BriefView(brief, words_for(brief.language))


def _metric(metric: Metric, words: Words) -> str:
    if metric.name and metric.baseline and metric.target:
        return words.t("brief.metric", name=metric.name, baseline=metric.baseline, target=metric.target)
    if metric.name and metric.target:
        return words.t("brief.metric_target", name=metric.name, target=metric.target)
    if metric.name and metric.baseline:
        return words.t("brief.metric_baseline", name=metric.name, baseline=metric.baseline)
    return metric.name or metric.target


def _risk(risk: KnownRisk, words: Words) -> str:
    text = words.t("brief.risk", kind=risk.kind, text=risk.text)
    if risk.response:
        return f"{text} → {risk.response}"
    return f"{text} → {words.t('brief.risk_owner', owner=risk.owner)}" if risk.owner else text
