"""A method's file: what a team writes in YAML becomes a framework, or every mistake in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from closeplan.calls.scores.frameworks import Element, Framework, PlanSection, Whose
from closeplan.calls.scores.matching import Cues
from closeplan.calls.scores.rules import kinds
from closeplan.errors import InputError, Mistake
from closeplan.plan.form_values import Entries, Id, RoleWord, Text, word
from closeplan.plan.forms import read_form
from closeplan.plan.yaml_text import load_yaml

SHIPPED = ("meddic", "meddpicc", "bant", "spiced")
"""The methods that are there without a file, by name."""

MOST_ELEMENTS = 30
"""Elements of one method; the longest known one has eight."""

MOST_CUES = 200
"""Expressions of one element."""


class ElementForm(BaseModel):
    """One element as it stands in the file."""

    model_config = ConfigDict(extra="forbid")

    id: Id = ""
    label: Text = ""
    evidence: Entries[Text] = []
    cues: Entries[Text] = []
    whose: Annotated[Whose | None, BeforeValidator(word(Whose))] = None
    section: Annotated[PlanSection | None, BeforeValidator(word(PlanSection))] = None
    role: RoleWord = None
    workstream: Text = ""
    ask: Text = ""


class FrameworkForm(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")

    title: Text = ""
    elements: Entries[ElementForm] = []


@cache
def shipped() -> Mapping[str, Framework]:
    """The methods that are there without a file, by their names."""
    folder = files(__package__) / "frameworks"
    return {
        name: read_framework(name, (folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in SHIPPED
    }


def read_framework(name: str, text: str) -> Framework:
    """The framework in a YAML text. Raises InputError with every mistake, each with its place."""
    form, mistakes = read_form(FrameworkForm, load_yaml(text))
    wrong = {mistake.place for mistake in mistakes}
    mistakes += [one for one in _mistakes(form) if one.place not in wrong]
    if mistakes:
        raise InputError(mistakes)
    return Framework(name=name, title=form.title, elements=tuple(map(_element, form.elements)))


def _mistakes(form: FrameworkForm) -> Iterator[Mistake]:
    if not form.title:
        yield Mistake("title", "is required")
    if not 1 <= len(form.elements) <= MOST_ELEMENTS:
        yield Mistake("elements", f"should be 1 to {MOST_ELEMENTS}")
    seen = set[str]()
    for number, element in enumerate(form.elements[:MOST_ELEMENTS]):
        at = f"elements[{number}]"
        yield from _mistakes_of(element, at)
        if element.id in seen:
            yield Mistake(f"{at}.id", f"'{element.id}' is given twice")
        seen.add(element.id)


def _mistakes_of(element: ElementForm, at: str) -> Iterator[Mistake]:
    for field in ("id", "label", "section"):
        if not getattr(element, field):
            choices = f": {', '.join(PlanSection)}" if field == "section" else ""
            yield Mistake(f"{at}.{field}", f"is required{choices}")
    for number, kind in enumerate(element.evidence):
        if kind not in kinds():
            yield Mistake(
                f"{at}.evidence[{number}]", f"no evidence '{kind}'; there is {', '.join(sorted(kinds()))}"
            )
    if element.id and not (element.evidence or element.cues or element.id in kinds()):
        yield Mistake(f"{at}.cues", "is required where no evidence is named: words to look for")
    if len(element.cues) > MOST_CUES:
        yield Mistake(f"{at}.cues", f"holds more than {MOST_CUES} expressions")
    for number, cue in enumerate(element.cues[:MOST_CUES]):
        try:
            Cues("en").add(element.id, cue)
        except ValueError as error:
            yield Mistake(f"{at}.cues[{number}]", str(error))


def _element(form: ElementForm) -> Element:
    assert form.section is not None
    return Element(
        id=form.id,
        label=form.label,
        evidence=tuple(form.evidence) or ((form.id,) if form.id in kinds() else ()),
        cues=tuple(form.cues),
        whose=form.whose or Whose.BUYER,
        section=form.section,
        role=form.role,
        workstream=form.workstream,
        ask=form.ask,
    )
