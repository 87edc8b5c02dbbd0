"""Who of those spoken of has a part: the buyer's people and bodies, and sellers who were given something to do."""

from __future__ import annotations

from collections.abc import Sequence

from closeplan.calls.findings import Quote, SpokenStakeholder
from closeplan.calls.model import Call
from closeplan.calls.stakeholders.lexicon import Kind
from closeplan.calls.stakeholders.people import Mention, Somebody
from closeplan.calls.stakeholders.titles import Whose
from closeplan.calls.stakeholders.together import title_key
from closeplan.calls.stakeholders.tokens import LONGEST, tokens_of
from closeplan.calls.stakeholders.words import GENERIC, PEOPLE_AFTER_UNIT
from closeplan.plan.model import Role, Side


def absent_with_part(
    call: Call, everybody: Sequence[Somebody], present: Sequence[SpokenStakeholder]
) -> list[SpokenStakeholder]:
    """Those who are not on the call and whose part somebody's words show."""
    there = {person.name for person in [*call.people, *call.speakers.values()]}
    found = []
    for who in everybody:
        if (who.person and who.person.name in there) or _is_one_of(who, present):
            continue
        shows = [(one, _weight(call, who, one)) for one in who.mentions]
        best = max((weight for _, weight in shows), default=0.0)
        if best >= 0.5:
            first = next(one for one, weight in shows if weight >= 0.5)
            found.append(_stakeholder(call, who, first, best))
    return found


def _is_one_of(who: Somebody, present: Sequence[SpokenStakeholder]) -> bool:
    """Whether a title without a name is that of somebody on the call."""
    if who.words:
        return False
    titles = [title_key(one.title) for one in who.mentions if one.title]
    for person in present:
        theirs = title_key(person.title)
        if any(key and key <= theirs for key in titles):
            return True
        if (
            who.kind is Kind.UNIT
            and person.role is who.role
            and who.role in {Role.LEGAL, Role.SECURITY, Role.PROCUREMENT, Role.FINANCE}
        ):
            return True
    return False


def _weight(call: Call, who: Somebody, one: Mention) -> float:
    """How surely one mention shows a part, 0 to 1."""
    if one.part.elsewhere or one.part.denied or one.whose is Whose.THEIRS:
        return 0.0
    if who.side is Side.SELLER:
        return _of_seller(who, one)
    if who.person and one.words:
        return 0.8 if one.part.shown or one.by is Side.BUYER else 0.55
    if who.words:
        return _of_name(who, one)
    return _of_title(call, one)


def _of_seller(who: Somebody, one: Mention) -> float:
    """An absent seller counts with a task, or when asked for leave."""
    if one.by is not Side.SELLER or one.asked:
        return 0.6 if who.person and one.part.acts and not one.asked else 0.0
    named = bool(who.person) or any(other.title for other in who.mentions)
    if not named and not any(other.sure or other.part.he for other in who.mentions):
        return 0.0
    generic = not who.words and one.title.casefold() in GENERIC
    helps = one.whose is Whose.OURS and one.part.acts and one.part.to_you
    if (one.part.will or helps) and not generic:
        return 0.8 if named or one.part.he else 0.6
    ours = one.whose is Whose.OURS and (one.part.reached or (one.words and one.part.decides))
    if ours or (who.person and one.part.shown):
        return 0.6
    return 0.0


def _of_name(who: Somebody, one: Mention) -> float:
    titled = any(other.title for other in who.mentions)
    by_buyer = [other for other in who.mentions if other.by is not Side.SELLER]
    if titled:
        return 0.85 if one.title or one.part.shown else 0.4
    is_person = any(other.sure or other.part.he for other in who.mentions)
    other_firm = any(other.part.elsewhere for other in who.mentions)
    if not is_person or not by_buyer or other_firm or one.by is Side.SELLER:
        return 0.0
    taken = one.part.will or one.part.would or one.part.cares or (one.part.decides and one.part.shown)
    if taken:
        return 0.7
    if one.sure and (one.part.he or one.part.he_near) and one.part.acts:
        return 0.55
    return 0.55 if one.part.shown and (len(by_buyer) > 1 or one.honorific) else 0.0


def _of_title(call: Call, one: Mention) -> float:
    if one.by is Side.SELLER:
        return 0.6 if one.side is Side.BUYER and _is_taken_up(call, one) else 0.0
    generic = one.title.casefold() in GENERIC
    if one.asked or one.whose is Whose.YOURS or (generic and one.whose not in {Whose.OURS, Whose.SOMEBODY}):
        return 0.0
    if one.whose in {Whose.OURS, Whose.SOMEBODY}:
        return 0.8 if not generic or one.part.directly or one.part.reached else 0.0
    if one.whose is Whose.A:
        return 0.7 if one.part.had and one.kind is not Kind.UNIT else 0.0
    if one.kind is Kind.UNIT:
        named = tokens_of(one.title)[-1].low in PEOPLE_AFTER_UNIT
        shown = one.part.directly or one.part.reached or (named and one.part.acts)
    else:
        had = one.whose is Whose.THE and (one.part.had or one.known)
        shown = (
            one.part.shown or had or (one.part.decides and (one.kind is Kind.BODY or one.whose is Whose.THE))
        )
    return 0.7 if shown else 0.0


def _is_taken_up(call: Call, one: Mention) -> bool:
    """Whether the buyer's next words are about whom the seller spoke of: "He has it since Tuesday"."""
    after = call.turns[one.turn + 1 : one.turn + 2]
    if not after or call.side_of(after[0]) is not Side.BUYER or one.title.casefold() in GENERIC:
        return False
    words = [token.low for token in tokens_of(after[0].text)[:5]]
    return bool({"he", "she", "they", "him", "her", "them"} & set(words)) and not {
        "no",
        "nope",
        "don't",
    } & set(words)


def _stakeholder(call: Call, who: Somebody, one: Mention, certainty: float) -> SpokenStakeholder:
    turn = call.turns[one.turn]
    return SpokenStakeholder(
        turn=turn.index,
        name=who.name,
        title=who.title,
        role=(who.person.role if who.person and who.person.role else None) or who.role,
        side=who.side,
        present=False,
        quote=Quote(turn=turn.index, speaker=turn.speaker, text=turn.text[:LONGEST], at=turn.start),
        certainty=round(certainty, 2),
        email=who.person.email if who.person else "",
    )
