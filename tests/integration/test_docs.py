"""Documentation that can't rot: what the pages name exists, what they show works, what exists is on a page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

import closeplan.plan.rules as rules_module
from addon import dealfiles
from addon.answers import setting_rows
from addon.cli import main
from addon.dealfiles import DealFiles
from addon.settings import Settings, read_settings
from addon.vendor_keys import VendorKeys
from addon.vendors import VENDORS
from closeplan.plan.deal_file import load_yaml
from closeplan.plan.model import Network, Plan, Role
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.plan.schedule import schedule
from closeplan.plan.signals import Place, Signal, Table
from closeplan.plan.templates import Template, parse_template
from tests.running import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ALL_WORDS = "\n".join(page.read_text("utf-8") for page in PAGES)


def commands_in(text: str) -> set[str]:
    """What stands after `closeplan` in code: between backticks, or in an indented line."""
    code = re.findall(r"`closeplan ([a-z-]+)", text)
    return {*code, *re.findall(r"^ {4,}closeplan ([a-z-]+)", text, re.MULTILINE)}


def targets_in(text: str) -> set[str]:
    return {*re.findall(r"`make ([a-z]+)", text), *re.findall(r"^ {4,}make ([a-z]+)", text, re.MULTILINE)}


def test_every_command_on_a_page_exists_and_the_readme_names_all() -> None:
    assert isinstance(main, click.Group)
    assert commands_in(ALL_WORDS) <= set(main.commands)
    assert commands_in(README) | targets_in(README) >= set(main.commands)


def test_every_option_of_a_command_on_a_page_exists() -> None:
    used = re.findall(r"closeplan ([a-z-]+)([^`\n]*)", ALL_WORDS)
    for name, rest in used:
        command = main.commands.get(name)
        below = (
            command.commands.get(rest.split()[0])
            if isinstance(command, click.Group) and rest.split()
            else None
        )
        known = {option for one in (command, below) if one for p in one.params for option in p.opts}
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) <= known, name


def test_every_command_says_what_it_does() -> None:
    assert all(command.help for command in main.commands.values())


def test_every_make_target_on_a_page_exists_and_has_its_line_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert targets_in(ALL_WORDS) <= targets
    assert {"demo", "test", "bench", "setup"} <= targets_in(README)


def setting_lines() -> Iterator[tuple[str, str, str]]:
    """Name, default and example of each row of the settings page."""
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for row in re.findall(r"^\| `(CLOSEPLAN_\w+)` \|(.*)\|$", page, re.MULTILINE):
        _meaning, default, example = row[1].split("|")
        yield row[0], default.strip(" `"), example.strip(" `")


def test_the_settings_page_has_each_setting_with_its_default_in_their_order() -> None:
    shown = [(row["name"], row["default"]) for row in setting_rows(Settings.model_construct())]
    assert [(name, default) for name, default, _ in setting_lines()] == shown


@pytest.mark.parametrize(("name", "default", "example"), list(setting_lines()))
def test_a_settings_example_works(name: str, default: str, example: str) -> None:
    field = name.removeprefix("CLOSEPLAN_").lower()
    assert example != default
    given = getattr(read_settings(**{field: example}), field)
    assert given != Settings.model_fields[field].default


def test_no_page_names_a_setting_that_is_none() -> None:
    named = set(re.findall(r"\bCLOSEPLAN_[A-Z_]+\b", ALL_WORDS + (ROOT / "app.yaml").read_text("utf-8")))
    of_vendors = {f"VENDORS__{row.name}__{name}" for row in VENDORS for name in VendorKeys.model_fields}
    assert named <= {f"CLOSEPLAN_{name.upper()}" for name in {*Settings.model_fields, *of_vendors}}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    lost = [
        link
        for link in links
        if "://" not in link and not link.startswith("#") and not (page.parent / link.split("#")[0]).exists()
    ]
    assert lost == []


def deal_in(page: Path) -> object:
    """The first indented block of a page that begins with `deal:`."""
    block = re.search(r"^    deal: .*(?:\n(?:    .*|))*", page.read_text("utf-8"), re.MULTILINE)
    assert block is not None
    return load_yaml(re.sub(r"^    ", "", block.group(), flags=re.MULTILINE))


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "docs" / "deal-file.md"], ids=lambda p: p.name)
def test_the_deal_on_a_page_is_a_deal_that_fits(page: Path) -> None:
    deal = DealFiles().parse(deal_in(page), beside=ROOT)
    dates = schedule(deal.network, date(2026, 11, 23))
    assert dates.feasible
    assert len(dates.steps) >= 12


def test_the_deal_files_page_names_every_role() -> None:
    page = (ROOT / "docs" / "deal-file.md").read_text("utf-8")
    assert all(re.search(rf"\b{role.value}\b", page) for role in Role)


def test_the_contribution_page_names_files_that_exist() -> None:
    named = set(re.findall(r"`([\w./]+/[\w./]*|[\w-]+\.(?:py|md|toml))`", CONTRIBUTING))
    assert len(named) >= 10
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_a_rule_is_one_function_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipe, carried out: nothing else has to know the new rule."""

    def no_objective(context: RuleContext) -> Iterator[Signal]:
        if not context.plan.objective:
            yield Signal(
                rule="no_objective", subject="plan", cause="none", short="No objective",
                text="The plan has no objective.", place=Place(table=Table.TIMELINE),
            )  # fmt: skip

    monkeypatch.setattr(rules_module, "RULES", (*rules_module.RULES, no_objective))
    for objective, told in (("", True), ("Ramp in 45 days", False)):
        context = RuleContext(
            plan=Plan(objective=objective), network=Network(steps=(), go_live=date(2027, 3, 31)), baseline={},
            entries=(), companies=(), today=date(2026, 11, 23),
        )  # fmt: skip
        assert ("no_objective" in {signal.rule for signal in evaluate(context)}) is told


def test_a_template_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipe, carried out: a file in the folder is a template a deal may name."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    own = "title: Renewal\nmilestones:\n  - {id: renew, name: Renew, side: buyer, days: 5}\n"
    (tmp_path / "templates" / "plans" / "renewal.yaml").write_text(own, "utf-8")
    monkeypatch.setattr(dealfiles, "templates_folder", lambda: tmp_path / "templates")
    monkeypatch.setattr(dealfiles, "shipped_templates", dealfiles.shipped_templates.__wrapped__)
    data = {
        "deal": {"id": "a", "name": "A", "buyer": "B", "seller": "S"},
        "go_live": {"date": date(2027, 3, 31)},
        "template": "renewal",
    }
    deal = DealFiles().parse(data, beside=tmp_path)
    assert [step.id for step in deal.network.steps] == ["renew"]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates" / "plans").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_shipped_template_is_named_on_the_deal_files_page(path: Path) -> None:
    assert isinstance(parse_template(path.stem, load_yaml(path.read_text("utf-8"))), Template)
    assert path.stem in (ROOT / "docs" / "deal-file.md").read_text("utf-8")
