"""Who holds a claim: a process by name, so that the claims of a killed one need not run out first.

A process can be seen to be dead from the machine it ran on only; anywhere else its claims last until their
time is over, as the contract says.
"""

from __future__ import annotations

import os
import platform
import secrets
from functools import cache
from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@cache
def _mark() -> str:
    return secrets.token_hex(4)


def this_process() -> str:
    """A name for this process that no other has, not even a later one with the same number."""
    return f"{_machine()} {os.getpid()} {_mark()}"


def is_dead(holder: str) -> bool:
    """Whether the process of that name is known to have ended."""
    machine, number, _ = holder.rsplit(" ", 2)
    if holder == this_process() or machine != _machine() or os.name != "posix":
        return False
    return int(number) == os.getpid() or not _runs(int(number))


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _machine() -> str:
    """This machine since it was started: process numbers mean something within it only."""
    boot = BOOT_ID.read_text().strip() if BOOT_ID.exists() else ""
    return f"{platform.node()} {boot}"
