"""flask ratings explain, verify, derive: grades worked out from facts, in the open."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import click

from portal.cli.ratings import group
from portal.cli.speech import one_transaction, reachable, say_json
from portal.enterprises import facts
from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.ratings import queries
from portal.ratings.deriving import Derivation, derive
from portal.ratings.deriving_many import propose_derived
from portal.ratings.explaining import as_json, lines_of
from portal.ratings.models import Rating
from portal.ratings.rules import Scheme, parts_of, total_of
from portal.ratings.scheme_files import former_version, offered_schemes, scheme_on
from portal.ratings.verifying import verify_ratings

DAY = click.DateTime(["%Y-%m-%d"])
SHOWN = 20


@group.command("explain")
@click.argument("code")
@click.option("--on", "day", type=DAY, help="The day; default: today.")
@click.option("--scheme", "wanted", help="Only this scheme, by its code.")
@click.option("--json", "is_for_program", is_flag=True, help="Report for a program.")
@reachable()
def explain(
    code: str,
    day: datetime | None,
    wanted: str | None,
    is_for_program: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Print why an enterprise (credit code or reference) has its grades on a day.

    What is in force stands first. Behind it every scheme that can be worked out is, from the
    facts as they are known now: each factor, its fact, its source, its points and the sum.
    """
    on = day.date() if day else clock.today()
    try:
        enterprise = enterprises.get_enterprise(code)
    except NotFound:
        raise click.ClickException(f"no enterprise has the code or reference {code!r}") from None
    ratings = [
        rating
        for rating in queries.list_in_force(enterprise.id, on=on)
        if wanted in {None, rating.scheme}
    ]
    derived = list(_derived(enterprise, on, wanted))
    if is_for_program:
        say_json(_as_json(enterprise, on, ratings, derived))
        return
    click.echo(f"{enterprise.name}  {enterprise.address_key}  {on}")
    for rating in ratings:
        click.echo("\n".join(_lines_of(rating)))
    if not ratings:
        click.echo("no grade is in force on this day")
    for derivation in derived:
        click.echo("\nworked out: " + "\n".join(lines_of(derivation)))


@group.command("verify")
@click.option("--on", "day", type=DAY, help="The day whose grades are looked at; default: today.")
@click.option("--json", "is_for_program", is_flag=True, help="Report for a program.")
@reachable()
def verify(
    day: datetime | None,
    is_for_program: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Recompute every grade in force; exit 1 where one differs. Imported grades are counted."""
    found = verify_ratings(day.date() if day else None)
    if is_for_program:
        say_json(
            {
                "derived": found.derived,
                "imported": found.imported,
                "differences": [one.as_json() for one in found.differences],
            }
        )
    else:
        click.echo(f"{found.derived} derived grades recomputed, {found.imported} imported")
        for one in found.differences[:SHOWN]:
            now = one.as_json()
            follows = f"{now['derived_level']} ({now['derived_score']})"
            click.echo(f"  {one.reference}: stands as {one.level}, follows as {follows}")
        click.echo(f"{len(found.differences)} differ")
    if found.differences:
        raise click.exceptions.Exit(1)


@group.command("derive")
@click.option("--scheme", "wanted", required=True, help="The scheme, by its code.")
@click.option("--on", "day", type=DAY, help="The day whose facts count; default: today.")
@click.option("--dry-run", is_flag=True, help="Only say what would be proposed.")
@click.option("--json", "is_for_program", is_flag=True, help="Report for a program.")
def derive_grades(
    wanted: str,
    day: datetime | None,
    dry_run: bool,  # noqa: FBT001 - click passes options so
    is_for_program: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Propose new grades to everybody a scheme grades, where one is due; people check them."""
    on = day.date() if day else clock.today()
    scheme = _offered(wanted, on)
    with one_transaction():
        done = propose_derived(scheme, on, by=SYSTEM, keep=not dry_run)
        if dry_run:
            db.session.rollback()
    figures = done.as_json()
    if is_for_program:
        say_json(figures)
        return
    levels = ", ".join(f"{level} {count}" for level, count in sorted(done.levels.items()))
    click.echo(f"{scheme.name} ({scheme.version}) on {on}: {levels or 'nobody'}")
    click.echo(
        f"proposed {figures['proposed']}, unchanged {done.unchanged}, on their way {done.waiting}, "
        f"not graded {sum(done.not_graded.values())}"
    )


def _offered(code: str, on: date) -> Scheme:
    scheme = scheme_on(code, on)
    if scheme is None or scheme not in offered_schemes():
        raise click.ClickException(f"no scheme {code!r} applies here on {on}")
    return scheme


def _derived(enterprise: Enterprise, on: date, wanted: str | None) -> Iterator[Derivation]:
    known = facts.facts_of([enterprise.id], on)[enterprise.id]
    for scheme in offered_schemes():
        is_asked = wanted is None and enterprise.kind in scheme.kinds
        if (is_asked or wanted == scheme.code) and scheme.is_derived and scheme.is_valid(on):
            yield derive(scheme, known, on)
            former = former_version(scheme)
            if former is not None:
                yield derive(former, known, on)


def _as_json(
    enterprise: Enterprise, on: date, ratings: Sequence[Rating], derived: Sequence[Derivation]
) -> dict[str, Any]:
    return {
        "enterprise": enterprise.address_key,
        "on": on,
        "in_force": [
            {
                "rating": rating.reference,
                "scheme": rating.scheme,
                "version": rating.scheme_version,
                "level": rating.level,
                "score": rating.score,
                "origin": rating.origin,
                "document": rating.document,
                "assessed_on": rating.assessed_on,
                "factors": rating.factor_rows,
                "adjustment": rating.adjustment,
            }
            for rating in ratings
        ],
        "derived": [as_json(derivation) for derivation in derived],
    }


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
