"""`closeplan suggest`: hand in what a call suggests for a plan."""

from __future__ import annotations

from pathlib import Path

import click

from addon.commands import shared


@click.command("suggest")
@click.argument("file", metavar="FILE.yaml", type=click.Path(path_type=Path))
@click.option("--deal", "plan_id", required=True, metavar="ID", help="The plan it is about.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def suggest_command(file: Path, plan_id: str, *, as_json: bool) -> None:
    """Hand in what a call suggests for the plan ID: dates, owners, statuses, people, risks, notes. It waits in the
    seller's sidebar; the plan's document says nothing of it before they accept.

    Exit status: 0 handed in, 2 the file is wrong, one line a mistake with its place. Handing in a file again adds nothing.
    """
    from addon.dealfiles import yaml_file

    backend = shared.backend_without_queue()
    record = backend.store.plan(plan_id)
    new = backend.parts.suggest(record, yaml_file(file))
    line = f"{new} new suggestion{'s' * (new != 1)} for {record.deal.name}"
    shared.answer({"plan_id": plan_id, "new": new}, iter([line]), as_json=as_json)
