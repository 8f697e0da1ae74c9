"""A step somebody takes with a form: it is taken, or its page comes again and says why not."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from portal.kernel.errors import NotFound, Refused
from portal.web.forms import BaseForm
from portal.web.htmx import refresh
from portal.web.unit_of_work import forget_work

Again = Callable[[], ResponseReturnValue]


def take_step(
    form: BaseForm, step: Callable[[], object], *, onward: str, again: Again
) -> ResponseReturnValue:
    """Take a step with a form that is filled in well and lead on; else show its page again.

    What the step refuses is said at the form.
    """
    return try_step(form, step, onward=onward, again=again) if form.validate() else again()


def try_step(
    form: BaseForm, step: Callable[[], object], *, onward: str, again: Again
) -> ResponseReturnValue:
    """Take a step that asks nothing and lead on; what it refuses is said at the form.

    What was written before the step was refused is forgotten: the page shows what is kept.
    """
    try:
        step()
    except NotFound:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        forget_work()
        return again()
    return refresh(onward)
