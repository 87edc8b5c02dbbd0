"""`closeplan gate`: a deal's commit gate as CRMs see it, and the key that proves its answers."""

from __future__ import annotations

import sys

import click

from addon.commands import shared
from closeplan.errors import InputError, Mistake


@click.command("gate")
@click.argument("crm", required=False, default="")
@click.argument("deal", required=False, default="")
@click.option(
    "--key", "shows_key", is_flag=True, help="Print the key that answers are signed with, and nothing else."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def gate_command(crm: str, deal: str, shows_key: bool, as_json: bool) -> None:
    """Say whether DEAL, an id of the CRM of that name (hubspot, salesforce, ...), is fit for commit, and where the CRM may ask.

    Exit status: 0 it is, 1 it is not.
    """
    crms = shared.backend_without_queue().parts.vendors.of_crms
    links = crms.gate_links
    if shows_key:
        click.echo(links.answer_key)
        return
    if not deal:
        raise InputError([Mistake("", "name a CRM and a deal's id, or ask for --key")])
    answer = crms.gate(crm, deal)
    told = {
        "crm": answer.crm,
        "deal": answer.deal_id,
        "commit": answer.commit,
        "plan": answer.plan_url or None,
        "reasons": list(answer.reasons),
        "address": links.url(crm, deal),
    }
    lines = ["fit for commit" if answer.commit else "not fit for commit", *answer.reasons]
    shared.answer(
        told, iter([*lines, links.url(crm, deal) or "no address: set CLOSEPLAN_PUBLIC_URL"]), as_json=as_json
    )
    sys.exit(0 if answer.commit else 1)
