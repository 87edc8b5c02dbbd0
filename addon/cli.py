"""The command line: thin, one function a command; heavy imports wait until a command needs them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from closeplan.errors import CloseplanError, InputError

if TYPE_CHECKING:
    from closeplan.plan.model import Deal
    from closeplan.plan.schedule import Schedule

WRONG_INPUT = 2
FAILED = 1


class Commands(click.Group):
    """Turns our errors into one line each on stderr and an exit code, in one place."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            for mistake in error.mistakes:
                click.echo(str(mistake), err=True)
            ctx.exit(WRONG_INPUT)
        except CloseplanError as error:
            click.echo(f"closeplan: {error}", err=True)
            ctx.exit(FAILED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="closeplan")
def main() -> None:
    """Mutual action plans in the Google Sheet the buyer already uses."""


@main.command("schedule")
@click.argument(
    "deals", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--template", help="Use this template instead of the deal's.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document a deal, a line each.")
def schedule_command(deals: tuple[Path, ...], template: str | None, as_json: bool) -> None:
    """Print the dates of each DEAL.yaml, going backward from its go-live; nothing is created.

    Exit status: 0 all fit, 1 one does not fit before its go-live, 2 a file is wrong.
    """
    from addon.dealfiles import DealFiles
    from closeplan.plan.schedule import schedule

    files = DealFiles(template)
    status = 0
    for path in deals:
        try:
            deal = files.read(path)
        except InputError as error:
            status = WRONG_INPUT
            for mistake in error.mistakes:
                click.echo(f"{path}: {mistake}" if len(deals) > 1 else str(mistake), err=True)
            continue
        dates = schedule(deal.network, deal.today or _today())
        status = max(status, 0 if dates.feasible else FAILED)
        if as_json:
            click.echo(json.dumps(dates.to_json(), ensure_ascii=False))
        else:
            _print_schedule(deal, dates)
    sys.exit(status)


@main.command()
@click.argument(
    "deal_file", metavar="DEAL.yaml", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--template", help="Use this template instead of the deal's.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def generate(deal_file: Path, template: str | None, as_json: bool) -> None:
    """Make DEAL.yaml's plan: a Sheet, shared with the buyer's people and watched.

    Repeating it finishes an interrupted run; a plan that stands already is left as it is.
    """
    from addon.dealfiles import DealFiles
    from addon.processes import progress

    deal = DealFiles(template).read(deal_file)
    backend = _backend()
    made = backend.generate(deal, seller=backend.settings.seller, progress=progress(quiet=as_json))
    if as_json:
        answer = {
            "plan_id": made.plan_id,
            "spreadsheet_id": made.document_id,
            "sheet": made.url,
            "created": made.created,
            "feasible": made.schedule.feasible,
            "conflicts": made.schedule.to_json()["conflicts"],
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"{'Made' if made.created else 'Stands already:'} {made.plan_id}: {made.url}")
    _print_conflicts(made.schedule)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def sync(as_json: bool) -> None:
    """Read the change feeds once and reconcile every plan that waits; for a machine without `serve`."""
    from addon.processes import progress
    from addon.syncing import sync_once

    done = sync_once(_backend_without_queue(), progress(quiet=as_json))
    if as_json:
        click.echo(json.dumps({"plans": done}, ensure_ascii=False))
        return
    if not done:
        click.echo("Nothing has changed.")
    for plan in done:
        click.echo(f"{plan['plan_id']}: {plan['changes']} changes, {plan['signals']} signals open")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
def serve(host: str, port: int) -> None:
    """Run the backend: webhook, workers and the clock's errands, until it is stopped."""
    from addon.serving import Serving, stop_on_sigterm

    stop_on_sigterm()
    serving = Serving(_settings(), host=host, port=port)
    click.echo(f"closeplan listens on http://{host}:{serving.port}", err=True)
    _until_interrupted(serving.run)


@main.command()
@click.option("--port", default=8085, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--data", default="data/workspace", show_default=True, type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--quota", default="off", show_default=True, type=click.Choice(["off", "default"]))
def workspace(port: int, data: Path, quota: str) -> None:
    """Run a local Google Workspace: the same wire format, on this machine, without an account."""
    from addon.demo import workspace_command

    _until_interrupted(lambda: workspace_command(port, data, quota))


@main.command()
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workspace-port", default=8085, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--data", default="data/demo", show_default=True, type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--browser/--no-browser", default=True, help="Open the Sheet as Dana, the buyer.")
def demo(port: int, workspace_port: int, data: Path, browser: bool) -> None:
    """Start a local Workspace and the backend, make a sample deal's plan, and open it."""
    from addon.demo import Demo

    _until_interrupted(Demo(port=port, workspace_port=workspace_port, data=data, browser=browser).run)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def settings(as_json: bool) -> None:
    """List every setting with its value and meaning; secrets are never shown."""
    from addon.settings import Settings

    now = _settings()
    rows = [
        {
            "name": f"CLOSEPLAN_{name.upper()}",
            "value": str(getattr(now, name)),
            "default": str(field.default),
            "meaning": field.description,
        }
        for name, field in Settings.model_fields.items()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['name']}={row['value']}\n    {row['meaning']}")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def doctor(as_json: bool) -> None:
    """Check what the backend needs: settings, database, Google, feed and channel; name each fix."""
    from addon.doctor import examine

    findings = examine(_backend_without_queue())
    if as_json:
        click.echo(json.dumps([finding.to_json() for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.ok else 'FIX '} {finding.name}: {finding.says}")
    sys.exit(0 if all(finding.ok for finding in findings) else FAILED)


@main.command("sign-in")
@click.option(
    "--to",
    "target",
    default="seller-token.json",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
)
def sign_in(target: Path) -> None:
    """Sign in a seller with Google in the browser (scope drive.file) and keep the token in a file."""
    from addon.signing_in import sign_in as ask

    ask(_settings(), target)
    click.echo(f"Signed in. Set CLOSEPLAN_SELLER_TOKEN_FILE={target.resolve()}")


def _settings() -> Any:
    from addon.processes import log_to_stderr
    from addon.settings import read_settings

    found = read_settings()
    log_to_stderr(found.log_level)
    return found


def _backend() -> Any:
    from addon.bootstrap import bootstrap

    return bootstrap(_settings())


def _backend_without_queue() -> Any:
    from addon.adapters.jobs import RecordingJobs
    from addon.bootstrap import bootstrap

    return bootstrap(_settings(), jobs=RecordingJobs())


def _today() -> Any:
    from datetime import UTC, datetime

    from addon.settings import read_settings
    from closeplan.services.generate import local_day

    return local_day(datetime.now(UTC), read_settings().time_zone)


def _until_interrupted(run: Callable[[], None]) -> None:
    try:
        run()
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


def _print_schedule(deal: Deal, dates: Schedule) -> None:
    click.echo(f"{deal.name}: go-live {dates.go_live}, {'fits' if dates.feasible else 'does not fit'}")
    for row in dates.steps:
        click.echo(f"  {row.start}  {row.due}  float {row.float:>3}  {row.step.workstream}: {row.step.name}")
    _print_conflicts(dates)


def _print_conflicts(dates: Schedule) -> None:
    for conflict in dates.to_json()["conflicts"]:
        steps = ", ".join(conflict["milestones"])
        click.echo(f"Does not fit by {conflict['short_by']} working days: {steps}", err=True)
        for fix in conflict["fix"]:
            click.echo(f"  it would if: {fix.get('text', fix)}", err=True)
