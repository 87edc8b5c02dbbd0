"""The deal file: what a person writes about a deal becomes a `Deal`, or a list of every mistake in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from closeplan.errors import InputError, Mistake
from closeplan.plan.calendars import LAST_DAY, calendar_of, country_problem
from closeplan.plan.forms import CalendarForm, DealForm, GoLiveForm, HeadForm, read_form, risks_of
from closeplan.plan.languages import words_for
from closeplan.plan.model import Blackout, CalendarSpec, Deal, Metric, Network, Side, Stakeholder, Step
from closeplan.plan.step_forms import PlacedStep, cycle_mistakes, id_mistakes, link_mistakes, merged
from closeplan.plan.templates import NONE, Template, template_for
from closeplan.plan.yaml_text import load_yaml

__all__ = ["load_yaml", "parse_deal", "template_name"]


def template_name(data: object) -> str:
    """The template that a deal's data asks for by name, empty where it leaves that to us.

    Whoever may read files looks here first, to load a template that is a file under the name it is called by.
    """
    name = data.get("template") if isinstance(data, dict) else None
    return name.strip() if isinstance(name, str) else ""


def parse_deal(data: object, templates: Mapping[str, Template]) -> Deal:
    """The deal in a deal file's data. Raises InputError with every mistake, each with its place."""
    form, mistakes = read_form(DealForm, data)
    if not isinstance(data, dict):
        raise InputError(mistakes)
    name = form.template or template_for((form.deal or HeadForm()).amount)
    words = words_for((form.deal or HeadForm()).language)
    base = templates[name].spoken(words).steps if name in templates else ()
    steps = merged([PlacedStep(step=step, place=name) for step in base], form.milestones)
    people = _stakeholders(form)
    network = Network(
        steps=_with_owners(steps, people),
        # A deal without go-live is refused below; until then any day will do.
        go_live=(form.go_live or GoLiveForm()).date or LAST_DAY,
        buyer=_calendar(form.calendars.buyer),
        seller=_calendar(form.calendars.seller),
    )
    later = [*_required(form), *_calendar_mistakes(form), *_template_mistakes(form, name, templates)]
    later += [*cycle_mistakes(steps), *_date_mistakes(steps, network)]
    mistakes += _news(mistakes, later)
    if mistakes:
        raise InputError(mistakes)
    return _deal(form, name, network, people)


def _deal(form: DealForm, template: str, network: Network, people: tuple[Stakeholder, ...]) -> Deal:
    head, moment = form.deal or HeadForm(), form.go_live or GoLiveForm()
    return Deal(
        id=head.id,
        name=head.name,
        buyer=head.buyer,
        seller=head.seller,
        network=network,
        amount=head.amount,
        currency=head.currency,
        language=head.language or "en",
        today=form.today,
        why=moment.why,
        objective=form.objective,
        metrics=tuple(Metric(**dict(metric)) for metric in form.metrics),
        cost_of_inaction=form.cost_of_inaction.text,
        template=template,
        stakeholders=people,
        risks=risks_of(form.risks),
    )


def _template_mistakes(form: DealForm, name: str, templates: Mapping[str, Template]) -> Iterator[Mistake]:
    if name != NONE and name not in templates:
        there = ", ".join([*sorted(templates), NONE])
        yield Mistake("template", f"no template '{name}' (there are {there}; or a file)")
        return  # against a template that is not there, any id could be right
    known = {step.id: step for step in templates[name].steps} if name in templates else {}
    yield from id_mistakes(form.milestones, known)
    yield from link_mistakes(form.milestones, known)


def _news(known: Sequence[Mistake], later: Sequence[Mistake]) -> Iterator[Mistake]:
    """Mistakes that don't just follow from a value that was reported already."""
    told = {mistake.place for mistake in known}
    for mistake in later:
        parts = mistake.place.replace("[", ".[").split(".")
        above = {".".join(parts[:i]).replace(".[", "[") for i in range(1, len(parts) + 1)}
        if not above & told:
            yield mistake


def _required(form: DealForm) -> Iterator[Mistake]:
    if form.deal is None:
        yield Mistake("deal", "is required")
    else:
        for name in ("id", "name", "buyer", "seller"):
            if not getattr(form.deal, name):
                yield Mistake(f"deal.{name}", "is required")
    if form.go_live is None:
        yield Mistake("go_live", "is required")
    elif form.go_live.date is None:
        yield Mistake("go_live.date", "is required")
    for table, entries, name in (
        ("metrics", form.metrics, "name"),
        ("stakeholders", form.stakeholders, "name"),
        ("risks", form.risks, "description"),
    ):
        for i, entry in enumerate(entries):
            if not getattr(entry, name):
                yield Mistake(f"{table}[{i}].{name}", "is required")


def _calendar_mistakes(form: DealForm) -> Iterator[Mistake]:
    for side, calendar in (("buyer", form.calendars.buyer), ("seller", form.calendars.seller)):
        at = f"calendars.{side}"
        problem = country_problem(calendar.country.upper(), calendar.subdivision)
        if problem:
            yield Mistake(f"{at}.{problem[0]}", problem[1])
        for i, blackout in enumerate(calendar.blackouts):
            if blackout.first is None:
                yield Mistake(f"{at}.blackouts[{i}].from", "is required")
            if blackout.last is None:
                yield Mistake(f"{at}.blackouts[{i}].to", "is required")
            if blackout.first and blackout.last and blackout.first > blackout.last:
                message = f"{blackout.last} is before {blackout.first}, where it begins"
                yield Mistake(f"{at}.blackouts[{i}].to", message)


def _date_mistakes(steps: Sequence[PlacedStep], network: Network) -> Iterator[Mistake]:
    for placed in steps:
        step = placed.step
        if step.not_before and step.not_after and step.not_before > step.not_after:
            message = f"{step.not_before} is later than not_after, {step.not_after}"
            yield Mistake(f"{placed.place}.not_before", message)
        if step.on and step.days > 0 and not calendar_of(network, step.side).is_working(step.on):
            whose = "both sides" if step.side is Side.BOTH else f"the {step.side}"
            yield Mistake(f"{placed.place}.on", f"{step.on} is not a working day of {whose}")


def _calendar(form: CalendarForm) -> CalendarSpec:
    """The calendar, less what can't be used; that is reported elsewhere."""
    country, subdivision = form.country.upper(), form.subdivision
    problem = country_problem(country, subdivision)
    if problem:
        country, subdivision = (country, "") if problem[0] == "subdivision" else ("", "")
    return CalendarSpec(
        country=country,
        subdivision=subdivision,
        blackouts=tuple(
            Blackout(first=b.first, last=b.last, why=b.why) for b in form.blackouts if b.first and b.last
        ),
    )


def _stakeholders(form: DealForm) -> tuple[Stakeholder, ...]:
    return tuple(
        Stakeholder(id=f"person-{number}", **dict(person))
        for number, person in enumerate(form.stakeholders, 1)
    )


def _with_owners(steps: Sequence[PlacedStep], people: Sequence[Stakeholder]) -> tuple[Step, ...]:
    """The steps, those nobody was named for owned by who has the role; other steps of the seller by the first seller."""
    seller = next((person.name for person in people if person.side is Side.SELLER), "")
    owned: list[Step] = []
    for placed in steps:
        step, owner = placed.step, placed.step.owner
        if not owner and "owner" not in placed.given:
            owner = next((person.name for person in people if _fills(person, step)), "")
            if not owner and step.side is Side.SELLER:
                owner = seller
        owned.append(replace(step, owner=owner))
    return tuple(owned)


def _fills(person: Stakeholder, step: Step) -> bool:
    return (
        step.role is not None
        and person.role is step.role
        and (step.side is Side.BOTH or person.side in {None, step.side})
    )
