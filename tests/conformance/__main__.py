"""`python -m tests.conformance`: repeat the recordings and write docs/conformance.md."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conformance.page import PAGE, page
from tests.conformance.replay import RECORDINGS, replay
from tests.integration.workspace_clients import running_workspace


def main() -> None:
    """Write the page; without the recordings there is nothing to write."""
    if not RECORDINGS:
        sys.exit("the recordings aren't on this machine; CLOSEPLAN_RECORDINGS says where they are")
    with TemporaryDirectory() as folder, running_workspace(Path(folder)) as process:
        compared = list(replay(process.ready["workspace"]))
    PAGE.write_text(page(compared), encoding="utf-8")
    equal = sum(each.equal for each in compared)
    sys.stdout.write(f"{equal} of {len(compared)} recorded answers are equal\n")


if __name__ == "__main__":
    main()
