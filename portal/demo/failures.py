"""What became of each failed sample: its disposal, step by step, each with its paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.accounts.models import Account
from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.sampling import services
from portal.sampling.models import Disposal
from portal.sampling.rules.disposals import DisposalStage, StepTaken

RETESTED_EVERY = 9
AGAIN, LATE = "penalised-again", "-late"


@dataclass
class Failures:
    """Counts failures as they are published, so that the newest ones stand where they should."""

    town: Town
    expected: int
    _seen: int = field(default=0)

    def begin(self, disposal: Disposal) -> None:
        """Begin the disposal of a batch that was just published."""
        self._seen += 1
        way = self._way(self.expected - self._seen)
        self.town.diary.begin(_dispose(self.town, disposal, way, self._seen))

    def _way(self, newer: int) -> str:
        latest: list[str] = seeds("sampling")["disposals"]["latest"]
        if newer < len(latest):
            return latest[newer]
        return "closed-retested" if newer % RETESTED_EVERY == 0 else "closed"


def _dispose(town: Town, disposal: Disposal, way: str, ordinal: int) -> Story:
    settings = seeds("sampling")["disposals"]
    steps: list[str] = settings["ways"][way]
    moments = town.moments_along(clock.now(), _gaps(town, way, steps))
    for number, (moment, step) in enumerate(zip(moments, steps, strict=True)):
        yield moment
        facts, day = settings["steps"][step], clock.today()
        has_failed = way == AGAIN and step == "rechecked"
        taken = StepTaken(
            DisposalStage(step),
            day,
            facts["paper"].format(year=day.year, n=ordinal * 10 + number),
            settings["recheck_failed"] if has_failed else facts["note"],
            is_met=not has_failed,
        )
        services.take_step(disposal, taken, by=_handler(town, disposal).actor)


def _gaps(town: Town, way: str, steps: Sequence[str]) -> Iterator[int]:
    settings = seeds("sampling")["disposals"]
    for step in steps:
        is_slow = way.endswith(LATE) and step != steps[0]
        gap = town.chance.between(*settings["steps"][step]["gap"])
        yield gap * settings["late_factor"] if is_slow else gap


def _handler(town: Town, disposal: Disposal) -> Account:
    fitting = [
        person
        for person in town.people.values()
        if person.department == disposal.department and "handler" in person.roles
    ]
    return fitting[0] if fitting else town.person("handler")
