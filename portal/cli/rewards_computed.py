"""flask --app wsgi rewards compute | verify: amounts in the open, and proof that they hold."""

from typing import Any

import click

from portal.cli.rewards import group
from portal.cli.speech import reachable, say_json
from portal.kernel.errors import Refused
from portal.rewards.counting import count, read_asked
from portal.rewards.documents import computation_of
from portal.rewards.explained import share_in_words
from portal.rewards.verifying import verify_rewards
from portal.rewards.words import yuan

WRONG_INPUT = 2


@group.command("compute")
@click.option("--scheme", help="zhejiang-2023, national-2021, insiders-2024, …")
@click.option("--grade", help="A grade of the scheme: 1, 2 or 3.")
@click.option("--base", help="Fines and confiscations together, in whole 分.")
@click.option("--matched", help="The part of them that matches the report, in whole 分.")
@click.option("--uplift", help="An insider's extra as a ratio: 0.5 is half again.")
@click.option("--on", help="YYYY-MM-DD, the day the rule is read on; default: today.")
@click.option("--shares", help="Several reporters by weight: 1,1,2.")
@click.option("--json", "as_json", is_flag=True, help="Answer for a program.")
@click.pass_context
def compute_reward(context: click.Context, /, *, as_json: bool, **told: str | None) -> None:
    """Print how a reward is computed, step by step, and the amount in 分.

    What cannot be computed is refused in words, with exit code 2; under --json as a problem
    that names the field.
    """
    try:
        answer = count(read_asked(told))
    except Refused as refusal:
        _say_refusal(refusal, as_json=as_json)
        context.exit(WRONG_INPUT)
    facts = computation_of(answer)
    if as_json:
        say_json(facts)
        return
    for line in (*facts["steps"], *facts["notes"]):
        click.echo(f"{line['words']}    [{line['by']}]" if line["by"] else line["words"])
    amount_fen = answer.computation.amount_fen
    shared = share_in_words(answer.scheme, amount_fen, answer.shares_fen)
    if shared is not None:
        click.echo(shared.sentence)
    click.echo(f"{yuan(amount_fen)} ({amount_fen} 分)")


def _say_refusal(refusal: Refused, *, as_json: bool) -> None:
    if not as_json:
        click.echo(f"Error: {refusal.field}: {refusal.reason}", err=True)
        return
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": "refused",
        "field": refusal.field,
        "detail": str(refusal.reason),
    }
    say_json({"problem": problem})


@group.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Report for a program.")
@reachable()
def verify(*, as_json: bool) -> None:
    """Recompute every stored reward; exit 1 where an amount differs or a scheme was edited."""
    found = verify_rewards()
    if as_json:
        say_json({"recomputed": found.count, "faults": [one.as_json() for one in found.faults]})
    else:
        for one in found.faults:
            click.echo(f"{one.reference}: {one.reason}")
        click.echo(f"{found.count} rewards recomputed, {len(found.faults)} differ")
    if found.faults:
        raise click.exceptions.Exit(1)
