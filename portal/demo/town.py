"""What all stories of the demo share: the place, its days, its chance, its people and shops."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from portal.accounts.models import Account
from portal.demo.chance import Chance
from portal.demo.diary import Diary
from portal.enterprises.models import Enterprise
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.places.profile import Profile
from portal.places.rules import Calendar, Region, next_working_day

MORNING, EVENING = 9, 16

MINUTES = 60
SOON = timedelta(minutes=25)


def days_along(begin: date, gaps: Iterable[int], calendar: Calendar) -> Iterator[date]:
    """Return the day of each step: so many days after the one before, when offices work."""
    day = begin
    for gap in gaps:
        day = next_working_day(day + timedelta(days=gap), calendar)
        yield day


@dataclass
class Town:
    """The place, and what has come of it so far."""

    place: Profile
    diary: Diary
    chance: Chance
    today: date
    people: dict[str, Account] = field(default_factory=dict)
    shops: dict[str, list[Enterprise]] = field(default_factory=dict)
    makers: dict[str, list[Enterprise]] = field(default_factory=dict)

    def day(self, ago: int) -> date:
        """Return the day that was this many days ago."""
        return self.today - timedelta(days=ago)

    def at(self, day: date, hour: int = 0) -> datetime:
        """Return a moment of a day; without an hour, some moment of office hours."""
        drawn = hour or self.chance.between(MORNING, EVENING)
        moment = time(drawn, self.chance.between(0, MINUTES - 1), tzinfo=clock.CHINA)
        return datetime.combine(day, moment)

    def in_office(self, day: date, hour: int = 0) -> datetime:
        """Return a moment of the first day from this one on that offices work."""
        return self.at(next_working_day(day, self.place.calendar), hour)

    def moments_along(self, begin: datetime, gaps: Iterable[int]) -> Iterator[datetime]:
        """Return a moment for each step of a story, each later than the one before."""
        last = begin
        for day in days_along(clock.in_china(begin).date(), gaps, self.place.calendar):
            last = max(self.at(day), last + SOON)
            yield last

    def person(self, name: str) -> Account:
        """Return somebody who may sign in, by the name without its beginning."""
        return self.people[f"demo-{name}"]

    def actor(self, name: str) -> Actor:
        """Return somebody as the audit log names them."""
        return self.person(name).actor

    def name_of(self, department: str | None) -> str:
        """Return what a department is called, by its code; without one, the bureau."""
        found = self.place.departments.find(department or "")
        return found.name.zh if found else self.place.place.bureau.zh

    @property
    def streets(self) -> Sequence[Region]:
        """The streets and towns of the place."""
        return self.place.regions.streets()

    def address(self, street: Region, road: str) -> str:
        """Return an address in a street, as a licence writes it."""
        above = self.place.regions.lineage(street.code)[1:]
        within = "".join(region.name.zh for region in above)
        return f"浙江省{self.place.place.full_name.zh}{within}{road}{self.chance.between(1, 320)}号"
