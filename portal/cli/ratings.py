"""flask ratings …: bring grades in, explain one, mark the expired."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.cli.speech import one_transaction
from portal.cli.tables import OPERATOR, read_file, tell
from portal.enterprises import queries as enterprises
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.errors import NotFound
from portal.ratings import imports, queries, services
from portal.ratings.models import Rating
from portal.ratings.rules import parts_of, total_of

group = AppGroup("ratings", help="Grades of enterprises.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--document", required=True, help="The document the grades come from.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
@click.option("--take-good", is_flag=True, help="Take the good rows although others are false.")
@click.option("--json", "as_json", is_flag=True, help="Report for a program.")
def import_file(
    file: Path,
    document: str,
    dry_run: bool,  # noqa: FBT001 - click passes options so
    take_good: bool,  # noqa: FBT001 - click passes options so
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Propose the grades of a CSV table; a second person checks and publishes them."""
    content = read_file(file)
    with one_transaction():
        report = imports.check_ratings(content, document=document)
        is_kept = not dry_run and (take_good or not report.faults)
        if is_kept:
            report = imports.import_ratings(content, document=document, by=OPERATOR)
    tell(report, is_kept=is_kept, as_json=as_json)
    if report.faults and not is_kept and not dry_run:
        raise click.ClickException("nothing was kept: correct the rows above, or use --take-good")


@group.command("explain")
@click.argument("code")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; default: today.")
def explain(code: str, day: datetime | None) -> None:
    """Print why an enterprise (credit code or reference) has its grades on a day."""
    on = day.date() if day else clock.today()
    try:
        enterprise = enterprises.get_enterprise(code)
    except NotFound:
        raise click.ClickException(f"no enterprise has the code or reference {code!r}") from None
    ratings = queries.list_in_force(enterprise.id, on=on)
    click.echo(f"{enterprise.name}  {enterprise.address_key}  {on}")
    for rating in ratings:
        click.echo("\n".join(_lines_of(rating)))
    if not ratings:
        click.echo("no grade is in force on this day")


@group.command("expire")
def expire() -> None:
    """Mark the grades whose last day is over; the pages show them as over already."""
    with one_transaction():
        count = services.expire_ratings(by=SYSTEM)
    click.echo(f"{count} expired")


def _lines_of(rating: Rating) -> Iterator[str]:
    scheme = queries.scheme_of(rating)
    until = rating.ended_on or rating.expires_on
    yield f"\n{scheme.name} ({scheme.code} {scheme.version}): {rating.level}"
    yield f"  {rating.effective_on} – {until or '…'}  {rating.origin}: {rating.document}"
    if rating.basis:
        yield f"  {rating.basis}"
    if rating.adjustment:
        yield f"  adjusted: {rating.adjustment}"
    for factor in rating.factors:
        points = f"{factor.points}" if factor.most is None else f"{factor.points} / {factor.most}"
        yield f"  {factor.name} | {factor.fact} | {factor.source} | {points}"
    if rating.factors:
        sums = " + ".join(
            f"{part.name} {points}" for part, points in parts_of(scheme, rating.factors)
        )
        yield f"  {sums} = {total_of(rating.factors)}"
    elif rating.score is not None:
        yield f"  score {rating.score}; the document lists no factors"
