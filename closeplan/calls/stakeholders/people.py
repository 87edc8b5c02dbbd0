"""A mention of somebody on a call, and all the mentions of one person or body."""

from __future__ import annotations

from dataclasses import dataclass, field

from closeplan.calls.model import Person
from closeplan.calls.stakeholders.lexicon import Kind
from closeplan.calls.stakeholders.parts import Part
from closeplan.calls.stakeholders.titles import Whose, role_of_title
from closeplan.calls.stakeholders.tokens import tokens_of
from closeplan.calls.stakeholders.words import CHAIRS, GENERIC
from closeplan.plan.model import Role, Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Somebody spoken of in a turn, by name, by title or both. `by` is the speaker's side and `side` theirs, as far as said."""

    turn: int
    start: int
    end: int
    by: Side | None
    asked: bool
    side: Side | None
    part: Part
    words: tuple[str, ...] = ()
    name: str = ""
    honorific: str = ""
    title: str = ""
    role: Role = Role.OTHER
    kind: Kind = Kind.PERSON
    whose: Whose = Whose.NONE
    person: Person | None = None
    sure: bool = False
    known: bool = False


@dataclass
class Somebody:
    """All that was said of one person or body."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        """The fullest name, folded; none where only a title was said. The own side knows best how it is spelled."""
        person = self.person
        named = [one for one in self.mentions if one.words]
        if person or not named:
            return tuple(token.low for token in tokens_of(person.name)) if person else ()
        return self._fullest(named).words

    @property
    def name(self) -> str:
        """The fullest name as it is written, empty where only a title was said."""
        named = [one for one in self.mentions if one.words]
        if self.person:
            return self.person.name
        if not named:
            return ""
        best = self._fullest(named)
        honorifics = [one.honorific for one in named if one.honorific]
        bare = best.name.removeprefix(best.honorific).strip()
        return f"{max(honorifics, key=len)} {bare}" if honorifics and len(best.words) == 1 else best.name

    def _fullest(self, named: list[Mention]) -> Mention:
        side = self.side
        return max(named, key=lambda one: (one.by is side, one.by is None, len(one.words), len(one.name)))

    @property
    def is_named(self) -> bool:
        """Whether a name was ever said."""
        return any(one.words for one in self.mentions)

    @property
    def person(self) -> Person | None:
        """Who it is, if known before."""
        return next((one.person for one in self.mentions if one.person), None)

    @property
    def title(self) -> str:
        """The best title said, or known."""
        said = [one for one in self.mentions if one.title]
        ours = [one for one in said if not one.asked] or said
        known = self.person.title if self.person else ""
        best = max(ours, key=_telling, default=None)
        title = known or (best.title if best else "")
        body = next((one.title for one in said if one.kind is Kind.BODY), "")
        return f"{title} of the {body}" if body and title.casefold() in CHAIRS else title

    @property
    def role(self) -> Role:
        """The first telling role."""
        roles = [one.role for one in self.mentions if one.title and one.role is not Role.OTHER]
        return roles[0] if roles else role_of_title(self.person.title) if self.person else Role.OTHER

    @property
    def kind(self) -> Kind:
        """A person as soon as a name or a person's title was said."""
        kinds = {one.kind for one in self.mentions if one.title or one.words}
        return Kind.PERSON if Kind.PERSON in kinds else next(iter(kinds), Kind.PERSON)

    @property
    def side(self) -> Side | None:
        """Their side: known, else as most titles say, else of whoever first said what they do. None where it can't be told."""
        if self.person and self.person.side:
            return self.person.side
        if not self._is_placed:
            return None
        said = [
            one.side
            for one in self.mentions
            if one.side and (one.whose in {Whose.OURS, Whose.YOURS} or one.title)
        ]
        shown = [one.side for one in self.mentions if one.side and (one.part.shown or one.part.will)]
        rest = said or shown[:1] or [one.side for one in self.mentions if one.side]
        return max(rest, key=rest.count) if rest else None

    @property
    def _is_placed(self) -> bool:
        """Whether the naming itself tells a side: whoever named them first has one, or somebody who has says whose they are.
        What was said of a department they may belong to tells nothing of theirs.
        """
        naming = [one for one in self.mentions if one.words] or self.mentions
        by_known = any(one.by and one.whose in {Whose.OURS, Whose.YOURS} for one in naming)
        return by_known or min(naming, key=lambda one: one.turn).by is not None


def _telling(one: Mention) -> tuple[bool, bool, bool, bool, int]:
    """How much a title says: a person's rather than a body's, more than "boss", a role, a person's own, the first of those."""
    generic = one.title.casefold() in GENERIC
    return (
        one.kind is not Kind.BODY,
        not generic,
        one.role is not Role.OTHER,
        one.kind is Kind.PERSON,
        -one.turn,
    )
