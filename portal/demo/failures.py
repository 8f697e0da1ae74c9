"""What became of each failed sample: its disposal, step by step, each with its paper."""

from dataclasses import dataclass, field
from datetime import timedelta

from portal.accounts.models import Account
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.sampling import services
from portal.sampling.models import Disposal, SampleBatch
from portal.sampling.rules.disposals import DisposalStage

RETESTED_EVERY = 9
AGAIN = "penalised-again"


@dataclass
class Failures:
    """Counts failures as they are published, so that the newest ones stand where they should."""

    town: Town
    expected: int
    _seen: int = field(default=0)

    def begin(self, batch: SampleBatch) -> None:
        """Begin the disposal of a batch that was just published."""
        if batch.disposal is None:
            return
        self._seen += 1
        way = self._way(self.expected - self._seen)
        self.town.diary.begin(_dispose(self.town, batch.disposal, way, self._seen))

    def _way(self, newer: int) -> str:
        latest: list[str] = seeds("sampling")["disposals"]["latest"]
        if newer < len(latest):
            return latest[newer]
        return "closed-retested" if newer % RETESTED_EVERY == 0 else "closed"


def _dispose(town: Town, disposal: Disposal, way: str, ordinal: int) -> Story:
    settings = seeds("sampling")["disposals"]
    day = disposal.opened_on
    for number, step in enumerate(settings["ways"][way]):
        facts = settings["steps"][step]
        least, most = facts["gap"]
        slowly = settings["late_factor"] if way.endswith("-late") and step != "notified" else 1
        day += timedelta(days=town.chance.between(least, most) * slowly)
        moment = town.in_office(day)
        day = moment.date()
        yield moment
        is_again = number and way == AGAIN and step == "rechecked"
        services.record_step(
            disposal,
            stage=DisposalStage(step),
            done_on=day,
            document=facts["paper"].format(year=day.year, n=ordinal * 10 + number),
            note=settings["recheck_failed"] if is_again else facts["note"],
            by=_handler(town, disposal).actor,
        )


def _handler(town: Town, disposal: Disposal) -> Account:
    fitting = [
        person
        for person in town.people.values()
        if person.department == disposal.department and "handler" in person.roles
    ]
    return fitting[0] if fitting else town.person("handler")
