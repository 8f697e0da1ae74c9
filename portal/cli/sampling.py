"""Commands about sampling results."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from portal.cli.speech import one_transaction, reachable, say_json
from portal.jobs import worker
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.sampling import queries, services
from portal.sampling.models import SampleImport
from portal.sampling.queries.mappings import list_notes
from portal.sampling.rules.batches import Domain, ImportStage, Result
from portal.sampling.words import IMPORT_STAGES, REFUSALS, RESULTS, file_note, row_reason
from portal.tables.reading import LARGEST_FILE, FileRefused

OPERATOR = Actor(kind="system", name="operator")
REJECTIONS_SHOWN = 20
PAUSE_SECONDS = 0.5
group = AppGroup("sampling", help="Sampling results and their disposal.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--place", help="The place the table is of; must be this portal's.")
@click.option(
    "--domain",
    type=click.Choice([one.value for one in Domain]),
    help="What was sampled, for every row.",
)
@click.option("--dry-run", is_flag=True, help="Check and count, keep nothing.")
@click.option("--publish", is_flag=True, help="Publish what was accepted, as the operator.")
@click.option("--json", "as_json", is_flag=True, help="Print facts for a program.")
def import_file(file: Path, place: str | None, domain: str | None, **flags: bool) -> None:
    """Bring in a table of sampling results: XLSX, XLS, XLSB, ODS, CSV, DOCX or ZIP.

    It is a job like every import of the desk: kept part by part, so that others can write
    meanwhile, and taken up by a worker of the site where this command is cut off. A dry run keeps
    nothing and therefore holds the database for as long as it takes.
    """
    brought = Brought(file, Domain(domain) if domain else None)
    with one_transaction():
        _check_place(place)
        if flags["dry_run"]:
            told = _told(brought.try_out(), file, published=0, is_dry_run=True)
            db.session.rollback()
        else:
            reference = brought.receive().reference
    if not flags["dry_run"]:
        told = _bring_in(reference, file, publish=flags["publish"])
    say_json(told) if flags["as_json"] else _say(told)


@dataclass(frozen=True)
class Brought:
    """A file that an operator names, and what it is of."""

    file: Path
    domain: Domain | None

    def try_out(self) -> SampleImport:
        """Check it within this transaction."""
        return services.import_table(**self._facts(), keep_file=False)

    def receive(self) -> SampleImport:
        """Keep it and queue its check."""
        return services.receive_table(**self._facts())

    def _facts(self) -> dict[str, Any]:
        return {
            "content": _read(self.file),
            "file_name": self.file.name,
            "by": OPERATOR,
            "domain": self.domain,
        }


def _bring_in(reference: str, file: Path, *, publish: bool) -> dict[str, Any]:
    with reachable():
        _work_until_checked(reference)
    with one_transaction():
        found = queries.get_import(reference)
        if found.stage is not ImportStage.WAITING:
            raise Refused(found.failure or IMPORT_STAGES[found.stage])
        published = services.publish_import(found, by=OPERATOR) if publish else 0
        return _told(found, file, published=published, is_dry_run=False)


def _work_until_checked(reference: str) -> None:
    """Do queued work, or wait for the worker that has it, until this import is checked."""
    while queries.get_import(reference).stage is ImportStage.CHECKING:
        db.session.rollback()
        if not worker.run_next():
            time.sleep(PAUSE_SECONDS)
        db.session.rollback()


def _check_place(place: str | None) -> None:
    ours = current_app.config["PORTAL_PLACE"]
    if place is not None and place != ours:
        raise Refused(str(REFUSALS["other_place"]) % {"ours": ours, "given": place})


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise FileRefused("too_large", limit=LARGEST_FILE // 1024 // 1024)
        return file.read_bytes()
    except OSError:
        raise FileRefused("missing") from None


def _told(found: SampleImport, file: Path, *, published: int, is_dry_run: bool) -> dict[str, Any]:
    return {
        "file": str(file),
        "sha256": found.sha256,
        "import": found.reference,
        "dry_run": is_dry_run,
        "rows": found.row_count,
        # Rows that say otherwise of what is public are taken, as proposals to a reviewer.
        "accepted": found.accepted_count + found.amended_count,
        "rejected": found.rejected_count,
        "duplicate": found.duplicate_count,
        "amended": found.amended_count,
        "batches": found.batch_count,
        "published": published,
        "by_result": _by_result(found),
        "notes": [file_note(one.code, one.facts) for one in list_notes(found)],
        "rejections": [
            {
                "line": one.line,
                "column": one.column,
                "reason": row_reason(one.reason, one.facts),
            }
            for one in queries.list_rejections(found)
        ],
    }


def _by_result(found: SampleImport) -> dict[str, int]:
    counts = {str(RESULTS[result]): 0 for result in (Result.PASSED, Result.FAILED)}
    for code, count in found.by_result.items():
        known = code in set(Result)
        counts[str(RESULTS[Result(code)]) if known else code] = count
    return counts


def _say(told: dict[str, Any]) -> None:
    counts = ("rows", "accepted", "rejected", "duplicate", "amended", "batches", "published")
    click.echo(", ".join(f"{name} {told[name]}" for name in counts))
    for note in told["notes"]:
        click.echo(f"  {note}")
    for one in told["rejections"][:REJECTIONS_SHOWN]:
        click.echo(f"  {one['line']}: {one['column']}: {one['reason']}")
    if len(told["rejections"]) > REJECTIONS_SHOWN:
        click.echo(f"  … {len(told['rejections']) - REJECTIONS_SHOWN} more; --json names them all")
