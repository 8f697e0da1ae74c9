"""Commands about sampling results."""

from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from portal.cli.speech import one_transaction, say_json
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.sampling import queries, services
from portal.sampling.models import SampleImport
from portal.sampling.queries.mappings import list_notes
from portal.sampling.rules.batches import Domain, Result
from portal.sampling.words import REFUSALS, RESULTS, file_note, row_reason
from portal.tables.reading import LARGEST_FILE, FileRefused

OPERATOR = Actor(kind="system", name="operator")
REJECTIONS_SHOWN = 20
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
    """Bring in a table of sampling results: XLSX, XLS, XLSB, ODS, CSV, DOCX or ZIP."""
    with one_transaction():
        _check_place(place)
        content = _read(file)
        found = services.import_table(
            content=content,
            file_name=file.name,
            by=OPERATOR,
            domain=Domain(domain) if domain else None,
            keep_file=not flags["dry_run"],
        )
        published = 0
        if flags["publish"] and not flags["dry_run"]:
            published = services.publish_import(found, by=OPERATOR)
        told = _told(found, file, published=published, is_dry_run=flags["dry_run"])
        if flags["dry_run"]:
            db.session.rollback()
    say_json(told) if flags["as_json"] else _say(told)


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
