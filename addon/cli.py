"""The command line: thin, one function a command; heavy imports wait until a command needs them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addon import answers
from addon.commands import shared
from addon.commands.adopt import adopt_command
from addon.commands.ask import ask_command
from addon.commands.brief import brief_command
from addon.commands.calls import calls_command
from addon.commands.crm import crm_command
from addon.commands.dates import dates_command
from addon.commands.gate import gate_command
from addon.commands.ingest import ingest_command
from addon.commands.ledger import ledger_command
from addon.commands.links import links_command
from addon.commands.notion import notion_command
from addon.commands.people import people_command
from addon.commands.remind import remind_command
from addon.commands.scores import scores_command
from addon.commands.slack import slack_command
from addon.commands.suggest import suggest_command
from addon.commands.upgrade import upgrade_command
from addon.commands.vendors import deliveries_command, vendors_command
from closeplan.errors import CloseplanError, InputError, SettingsError

if TYPE_CHECKING:
    pass

WRONG_INPUT = 2
FAILED = 1

DEAL = click.Path(path_type=Path)
"""A deal file; whether it can be read is said by its reader, in one line as every other mistake."""


class Commands(click.Group):
    """Turns our errors into one line each on stderr and an exit code, in one place."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            for mistake in error.mistakes:
                click.echo(str(mistake), err=True)
            ctx.exit(WRONG_INPUT)
        except SettingsError as error:
            for line in str(error).splitlines():
                click.echo(f"closeplan: {line}", err=True)
            ctx.exit(FAILED)
        except CloseplanError as error:
            # a driver's message may run over several lines
            click.echo(f"closeplan: {' '.join(str(error).split())}", err=True)
            ctx.exit(FAILED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="closeplan")
def main() -> None:
    """Mutual action plans in the Google Sheet the buyer already uses."""


@main.command("schedule")
@click.argument("deals", metavar="DEAL.yaml...", nargs=-1, required=True, type=DEAL)
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
        dates = schedule(deal.network, deal.today or shared.today())
        status = max(status, 0 if dates.feasible else FAILED)
        shared.answer(dates.to_json(), answers.schedule_lines(deal, dates), as_json=as_json)
    sys.exit(status)


@main.command()
@click.argument("deal_file", metavar="DEAL.yaml", type=DEAL)
@click.option("--template", help="Use this template instead of the deal's.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
@click.option("--into", metavar="SPREADSHEET_ID|URL", help="Add the plan to this Sheet as tabs of its own.")
@click.option("--as", "kind", default="sheet", show_default=True, type=click.Choice(["sheet", "doc"]))
@click.option(
    "--crm", "deal", metavar="CRM/DEAL|URL", default="", help="Link the plan with that deal of a CRM."
)
def generate(  # noqa: PLR0913, PLR0917 - an argument an option
    deal_file: Path, template: str | None, as_json: bool, into: str | None, kind: str, deal: str
) -> None:
    """Make DEAL.yaml's plan: a Sheet, or with `--as doc` a Doc, shared with the buyer's people and watched.

    With --into the plan's tabs are added to a Sheet people use already, in which the seller is an editor; no other
    tab is touched, and only people who can't open it yet are given access.

    Repeating it finishes an interrupted run; a plan that stands already is left as it is.
    """
    from addon.commands.crm_link import deal_for
    from addon.dealfiles import DealFiles
    from addon.processes import progress
    from closeplan.plan.document import DocumentKind

    wanted = DealFiles(template).read(deal_file)
    backend = shared.backend()
    found = deal_for(backend.parts, wanted.id, deal) if deal else None
    made = backend.generate(
        wanted,
        seller=backend.settings.seller,
        progress=progress(quiet=as_json),
        kind=DocumentKind(kind),
        into=shared.document_id(into or ""),
    )
    if found is not None:
        backend.parts.vendors.of_deals.link(made.plan_id, *found)
    as_sheet = {"spreadsheet_id": made.document_id, "sheet": made.url}
    answer = {
        "plan_id": made.plan_id,
        "document_id": made.document_id,
        "document": made.url,
        **(as_sheet if made.kind is DocumentKind.SHEET else {}),
        **({"crm": found[0], "deal": found[1].id} if found else {}),
        "created": made.created,
        "feasible": made.schedule.feasible,
        "conflicts": made.schedule.to_json()["conflicts"],
        "not_shared": list(made.not_shared),
    }
    shared.answer(answer, answers.generated_lines(made), as_json=as_json)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def sync(as_json: bool) -> None:
    """Read the change feeds once and look at every plan; for a machine without `serve`.

    Exit status: 0 all was read, 1 a feed or plan could not be; the others are done all the same.
    """
    from addon.processes import progress
    from addon.syncing import sync_once

    synced = sync_once(shared.backend_without_queue(), progress(quiet=as_json))
    shared.answer(synced.to_json(), answers.synced_lines(synced), as_json=as_json)
    sys.exit(FAILED if synced.failed else 0)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
def serve(host: str, port: int) -> None:
    """Run the backend: webhook, workers and the clock's errands, until it is stopped."""
    from addon.serving import Serving, stop_on_sigterm

    stop_on_sigterm()
    settings = shared.settings()
    with shared.data_folder(settings):
        settings.data.mkdir(parents=True, exist_ok=True)
    with _listening(host, port):
        serving = Serving(settings, host=host, port=port)
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

    demonstration = Demo(port=port, workspace_port=workspace_port, data=data, browser=browser)
    try:
        _until_interrupted(demonstration.run)
    except OSError as error:
        raise CloseplanError(f"the demo can't run on port {port} in {data}: {error.strerror}") from error


@main.command("settings")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def settings_command(as_json: bool) -> None:
    """List every setting with its value and meaning; secrets are never shown."""
    rows = answers.setting_rows(shared.settings())
    shared.answer(rows, answers.setting_lines(rows), as_json=as_json)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def doctor(as_json: bool) -> None:
    """Check what the backend needs: data, database, accounts, Google, feed and channel; name each fix."""
    from addon.doctor import examine

    findings = examine(shared.settings())
    rows = [finding.to_json() for finding in findings]
    shared.answer(rows, answers.finding_lines(rows), as_json=as_json)
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

    ask(shared.settings(), target)
    click.echo(f"Signed in. Set CLOSEPLAN_SELLER_TOKEN_FILE={target.resolve()}")


main.add_command(adopt_command)
main.add_command(ask_command)
main.add_command(brief_command)
main.add_command(dates_command)
main.add_command(gate_command)
main.add_command(ledger_command)
main.add_command(links_command)
main.add_command(calls_command)
main.add_command(crm_command)
main.add_command(notion_command)
main.add_command(people_command)
main.add_command(remind_command)
main.add_command(scores_command)
main.add_command(slack_command)
main.add_command(suggest_command)
main.add_command(ingest_command)
main.add_command(upgrade_command)
main.add_command(vendors_command)
main.add_command(deliveries_command)


@contextmanager
def _listening(host: str, port: int) -> Iterator[None]:
    """A port or host that can't be had, in one line; the server calls a host it does not know a ValueError."""
    try:
        yield
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise CloseplanError(f"can't listen on {host}:{port}: {why}") from error


def _until_interrupted(run: Callable[[], None]) -> None:
    """Run what ends by Ctrl-C or SIGTERM, which some servers take for themselves and then just return."""
    with suppress(KeyboardInterrupt):
        run()
    click.echo("stopped", err=True)
