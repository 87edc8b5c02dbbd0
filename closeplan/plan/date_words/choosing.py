"""Which of the phrases that a sentence has are dates where they stand."""

from __future__ import annotations

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.times import Time
from closeplan.plan.date_words.words import Words

_LEADS = frozenset(
    {"on", "in", "of", "from", "to", "until", "before", "after", "since", "rel", "between", "part", "event"}
)
_LISTING = ("comma", "dot", "or", "and")
_SAYING = frozenset({"habit", "hangs", "tbd"})
"""Phrases that are no times, but say something of when."""


class Choice:
    """The nodes of one sentence, and how its words stand around them."""

    def __init__(self, nodes: list[Node], words: Words, followers: frozenset[str]) -> None:
        self._nodes, self._words, self._followers = nodes, words.words, followers
        self._marks = {(seed.end, seed.cls) for seed in words.seeds}
        self._begins = {(seed.start, seed.cls) for seed in words.seeds}
        self._ordinals = {seed.start for seed in words.seeds if seed.cls in ("ord", "word")}

    def made(self) -> list[Node]:
        """The longest phrases that do not overlap and are dates where they stand, in the text's order."""
        fit = [node for node in self._nodes if self._is_date(node)]
        fit += self._in_a_list(fit)
        taken: list[Node] = []
        for node in sorted(fit, key=lambda node: (-self._length(node), node.start)):
            if all(node.end <= other.start or node.start >= other.end for other in taken):
                taken.append(node)
        return sorted(taken, key=lambda node: node.start)

    def _length(self, node: Node) -> int:
        return self._words[node.end - 1].end - self._words[node.start].start

    def _is_date(self, node: Node) -> bool:
        """Weak words need something before them that leads to a date, or a figure beside them."""
        if not isinstance(node.value, Time):
            return node.cls in _SAYING
        if node.cls == "dom":
            return self._is_whole(node) or self._closed(node.end)
        if node.cls in ("qtr", "half") and self._is_share(node):
            return False
        if self._is_weekday_and_unit(node) and not self._closed(node.end):
            return False
        return node.weak == 0 or self._holds(node)

    def _is_weekday_and_unit(self, node: Node) -> bool:
        """Two words such as "Friday week", which before a noun are something else."""
        two = node.cls == "day" and node.end - node.start == 2
        return two and (node.start, "wday") in self._begins and (node.end, "unit") in self._marks

    def _is_share(self, node: Node) -> bool:
        """Said of anything: "the first half of the demo"."""
        goes_on = {cls for cls in ("of", "in", "on") if (node.end, cls) in self._begins}
        return goes_on == {"of"} and not any(
            word.text.isdigit() for word in self._words[node.start : node.end]
        )

    def _holds(self, node: Node) -> bool:
        """Whether a phrase of weak words is a date all the same."""
        whole, led = self._is_whole(node), any((node.start, lead) in self._marks for lead in _LEADS)
        if node.end - node.start == 1:
            return self._one_holds(node, whole=whole, led=led)
        words = [word.text for word in self._words[node.start : node.end]]
        if node.weak == 1 and whole:
            return True
        if node.cls == "day" and not any(word.isalpha() for word in words):
            return self._stands_for_date(node, led=led, slashed="/" in words)
        figure = any(word.isdigit() for word in words)
        if node.weak == 2 and not figure:
            return self._closed(node.end)
        spelt = node.cls == "day" and self._spelt_out(node)
        return node.cls != "wd" and (figure or led or spelt)

    def _one_holds(self, node: Node, *, whole: bool, led: bool) -> bool:
        """Whether one weak word is a date: a bare year, a month or a weekday that is also a common word."""
        if node.cls == "yr":
            return (led or whole) and self._closed(node.end)
        if node.weak == 1 and whole:
            return True
        if node.cls == "mon":
            return led and (node.weak == 1 or self._closed(node.end))
        return node.cls == "wd" and node.weak == 1 and led and self._closed(node.end)

    def _stands_for_date(self, node: Node, *, led: bool, slashed: bool) -> bool:
        """Day and month in figures; "3/4 of them", "3.4 of the contract" and "3-4 weeks" are none."""
        counts = any((node.end, cls) in self._begins for cls in ("of", "unit"))
        return not counts and (led or (slashed and self._closed(node.end)))

    def _spelt_out(self, node: Node) -> bool:
        """A day of a month in words: "March eighteenth", "March twenty nine"."""
        return node.end - node.start > 2 or any(node.start <= place < node.end for place in self._ordinals)

    def _in_a_list(self, fit: list[Node]) -> list[Node]:
        """Weekdays in short that stand in a list behind one that is sure: "terça, qua, qui ou sexta"."""
        ends = {node.end for node in fit if node.cls == "wd"}
        found = []
        for node in sorted(self._nodes, key=lambda node: node.start):
            if node.cls == "wd" and node.weak == 1 and node.end not in ends:
                before = node.start
                while any((before, sign) in self._marks for sign in _LISTING):
                    before -= 1
                if before < node.start and before in ends:
                    ends.add(node.end)
                    found.append(node)
        return found

    def _is_whole(self, node: Node) -> bool:
        """Nothing but signs stands beside it."""
        return not any(word.text.isalnum() for word in (*self._words[: node.start], *self._words[node.end :]))

    def _closed(self, at: int) -> bool:
        """What follows is no thing that is counted or named."""
        if at >= len(self._words):
            return True
        word = self._words[at].text
        return not word.isalnum() or word in self._followers
