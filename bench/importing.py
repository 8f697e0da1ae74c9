"""How long a table takes from its file to review and to the public: ``python -m bench.importing``.

Makes an official-shaped workbook (seeded), lets openpyxl merely read it, and brings it in on SQLite
and on a private PostgreSQL, each in a process of its own. Exits with 1 where a goal is missed: to
review in no more time than openpyxl reads, the same again to the public, and 400 MB of memory.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.official_table import say, write_workbook
from deploy.postgres import private_server

ROWS = 100_000
MOST_MEGABYTES = 400


def _apart(*words: str) -> tuple[int, float, float, float]:
    told = subprocess.run(
        [sys.executable, "-m", *words],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.splitlines()[-1]
    count, first, second, peak = told.split()
    return int(count), float(first), float(second), float(peak)


def _own_database(server: str) -> str:
    address = server.replace("postgresql://", "postgresql+psycopg://")
    with create_engine(address, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("CREATE DATABASE importing"))
    return address.rsplit("/", 1)[0] + "/importing"


def _compare(rows: int) -> int:
    missed = 0
    with tempfile.TemporaryDirectory() as name, private_server() as server:
        folder = Path(name)
        file = folder / "official.xlsx"
        write_workbook(file, rows)
        count, goal, _, peak = _apart("bench.workbook_reading", str(file))
        say(f"{rows} rows of 20 columns, {file.stat().st_size / 1e6:.1f} MB")
        say(f"{'':24}{'seconds':>9}{'ratio':>8}{'publish':>9}{'ratio':>8}{'MB':>7}")
        say(f"{'openpyxl, reading only':24}{goal:9.2f}{1:8.2f}{'':17}{peak:7.0f}")
        databases = {
            "SQLite": f"sqlite:///{folder}/importing.db",
            "PostgreSQL": _own_database(server),
        }
        for database, url in databases.items():
            own = folder / database
            own.mkdir()
            count, stored, public, peak = _apart("bench.workbook_import", str(file), url, str(own))
            line = f"{stored:9.2f}{stored / goal:8.2f}{public:9.2f}{public / goal:8.2f}{peak:7.0f}"
            say(f"{database:24}{line}")
            missed += count != rows or stored > goal or public > goal or peak > MOST_MEGABYTES
    return 1 if missed else 0


def main() -> int:
    """Measure a table of so many rows."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=ROWS)
    return _compare(asked.parse_args().rows)


if __name__ == "__main__":
    sys.exit(main())
