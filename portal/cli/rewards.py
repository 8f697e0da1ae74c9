"""flask --app wsgi rewards compute | lapse."""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import click
from flask.cli import AppGroup

from portal.cli.speech import one_transaction, say_json
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.rewards import queries, services
from portal.rewards.rules import Computation, Scheme, Step, Uncomputable, shares
from portal.rewards.words import FLAWS, WORDS, explain_all, yuan

group = AppGroup("rewards", help="Compute rewards; end those nobody claimed.")
EXACT = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,12})?")
DAY = click.DateTime(formats=["%Y-%m-%d"])


class Ratio(click.ParamType[Fraction]):
    """An exact decimal number, such as 0.5."""

    name = "ratio"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fraction:
        """Read the number without ever making it a float."""
        if not EXACT.fullmatch(str(value)):
            self.fail(f"{value!r} is not a decimal number", param, ctx)
        return Fraction(str(value))


class Weights(click.ParamType[list[int]]):
    """Whole numbers with commas between, such as 1,1,2."""

    name = "weights"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> list[int]:
        """Read the weights of several reporters."""
        try:
            return [int(part) for part in str(value).split(",")]
        except ValueError:
            self.fail(f"{value!r} is not a list of whole numbers", param, ctx)


@group.command("compute")
@click.option("--scheme", "scheme_id", required=True, help="zhejiang-2023, national-2021, …")
@click.option("--grade", type=int, required=True)
@click.option("--base", "base_fen", type=int, required=True, help="Fines and confiscations, 分.")
@click.option("--uplift", type=Ratio(), default="0", help="An insider's extra: 0.5 is half again.")
@click.option("--on", type=DAY, default=None, help="YYYY-MM-DD, the day the rule is read on.")
@click.option("--shares", "weights", type=Weights(), default=None, help="Several reporters: 1,1.")
@click.option("--json", "as_json", is_flag=True)
def compute_reward(  # noqa: PLR0913 - one option each
    *,
    scheme_id: str,
    grade: int,
    base_fen: int,
    uplift: Fraction,
    on: datetime | None,
    weights: list[int] | None,
    as_json: bool,
) -> None:
    """Print how a reward is computed, step by step, and the amount in 分."""
    day = on.date() if on else clock.today()
    try:
        scheme = queries.get_scheme(scheme_id, day)
        counted = queries.count_amount(
            scheme, grade=grade, base_fen=base_fen, uplift=uplift, on=day
        )
        parts = shares(counted.amount_fen, weights) if weights is not None else None
    except Refused as refusal:
        raise click.ClickException(f"{refusal.field}: {refusal.reason}") from None
    except Uncomputable as answer:
        raise click.ClickException(f"{answer.field}: {FLAWS[answer.flaw]}") from None
    facts = _facts(scheme, counted, day, parts)
    if as_json:
        say_json(facts)
        return
    for step in facts["steps"]:
        click.echo(step["words"])
    click.echo(f"{yuan(counted.amount_fen)} ({counted.amount_fen} 分)")


def _facts(
    scheme: Scheme, counted: Computation, day: date, parts: tuple[int, ...] | None
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "scheme": scheme.id,
        "version": scheme.version,
        "on": day.isoformat(),
        "steps": [_step(words, step) for words, step in explain_all(counted)],
        "amount_fen": counted.amount_fen,
        "needs_finance_consultation": counted.needs_finance_consultation,
        "flags": [flag.value for flag in counted.flags],
    }
    return facts if parts is None else {**facts, "shares_fen": list(parts)}


def _step(words: str, step: Step) -> dict[str, Any]:
    return {
        "step": step.kind.value,
        "operand": _exact(step.operand),
        "result_fen": _exact(step.result),
        "has_changed": step.has_changed,
        "words": words,
    }


def _exact(value: Fraction) -> int | str:
    # Whole 分 as a number; parts of a 分 as an exact decimal, which JSON's numbers are not.
    if value.denominator == 1:
        return value.numerator
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.normalize():f}"


@group.command("lapse")
@click.option("--on", type=DAY, default=None, help="As if today were this day.")
@click.option("--dry-run", is_flag=True, help="Only say which.")
@click.option("--json", "as_json", is_flag=True)
def lapse(*, on: datetime | None, dry_run: bool, as_json: bool) -> None:
    """End every reward whose time to claim is over, and release its money."""
    day = on.date() if on else clock.today()
    if day > clock.today() and not dry_run:
        raise click.ClickException(str(WORDS["future"]))
    with one_transaction():
        ended = queries.list_overdue_claims(day) if dry_run else services.lapse_rewards(on=day)
        references = [reward.reference for reward in ended]
    if as_json:
        say_json({"on": day.isoformat(), "lapsed": references, "dry_run": dry_run})
        return
    for reference in references:
        click.echo(reference)
