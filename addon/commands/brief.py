"""`closeplan brief`: a plan's brief as a Google Doc, and as a PDF."""

from __future__ import annotations

from pathlib import Path

import click

from addon.commands import shared


@click.command("brief")
@click.argument("plan_id", metavar="PLAN_ID")
@click.option(
    "--pdf",
    "pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the PDF to FILE.",
    metavar="FILE",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def brief_command(plan_id: str, pdf: Path | None, as_json: bool) -> None:
    """Make the one-page brief of PLAN_ID as a Google Doc, or bring the one there is in step with the plan."""
    keep = shared.backend_without_queue().brief
    made = keep.make(plan_id)
    if pdf is not None:
        pdf.write_bytes(keep.pdf(plan_id).content)
    url = keep.briefs.url(made.document_id)
    pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
    answer = {"plan_id": plan_id, "document_id": made.document_id, "url": url, "pages": made.pages}
    shared.answer(answer, iter([f"{url} ({pages})"]), as_json=as_json)
