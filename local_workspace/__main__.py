"""`python -m local_workspace --port N --data DIR`: the local Workspace alone."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
from pathlib import Path
from types import FrameType

from local_workspace.server import serve
from local_workspace.storage import FolderInUseError


def main() -> None:
    """Serve, after one JSON line on stdout that says where."""
    parser = argparse.ArgumentParser(prog="local_workspace", description=__doc__)
    parser.add_argument("--port", type=int, default=8085, help="0 takes a free one")
    parser.add_argument("--data", type=Path, required=True, help="folder of the store")
    parser.add_argument("--quota", choices=("off", "default"), default="off", help="Google's limits a minute")
    asked = parser.parse_args()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    signal.signal(signal.SIGTERM, _stop)
    try:
        serve(asked.port, asked.data, asked.quota, ready=_announce)
    except (FolderInUseError, OSError) as wrong:
        parser.exit(1, f"{parser.prog}: {wrong}\n")
    except KeyboardInterrupt:
        return  # stopped before it served; while it serves, the server ends by itself


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM ends the process as Ctrl-C does."""
    raise KeyboardInterrupt


def _announce(url: str) -> None:
    sys.stdout.write(json.dumps({"workspace": url}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
