"""The schemes once more, written from their text alone: whole numbers, dates, and nothing shared.

Read portal/ratings/schemes beside this; never portal/ratings/deriving.py. Scores are hundredths.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from portal.enterprises.facts import Fact

Answer = tuple[int | None, str | None]
POINTS_OF_KIND = {
    "collective-supplier": 25,
    "canteen-school": 22,
    "canteen-care": 22,
    "maker": 18,
    "workshop": 16,
    "caterer": 14,
    "takeaway": 14,
}
FACES = ["大笑", "微笑", "平脸", "不评级"]


class Book:
    """Everything known of one enterprise on one day."""

    def __init__(self, facts: Sequence[Fact], today: date) -> None:
        self.facts = [fact for fact in facts if not fact.on > today]
        self.today = today

    def all(self, *words: str) -> list[Fact]:
        """Return every fact called so, or so and more finely."""
        return [
            fact
            for fact in self.facts
            if any(fact.kind == word or fact.kind.startswith(word + ":") for word in words)
        ]

    def old(self, fact: Fact, months: int) -> bool:
        """Whether so many months are over since the day of a fact, to the day."""
        year, month = self.today.year, self.today.month
        for _ in range(months):
            month -= 1
            if month == 0:
                year, month = year - 1, 12
        day = min(self.today.day, monthrange(year, month)[1])
        return (fact.on.year, fact.on.month, fact.on.day) <= (year, month, day)

    def recent(self, months: int, *words: str) -> list[Fact]:
        """Return the facts called so that are not that old."""
        return [fact for fact in self.all(*words) if not self.old(fact, months)]

    def standing(self, *words: str) -> list[Fact]:
        """Return the facts called so that have not ended before today."""
        return [fact for fact in self.all(*words) if not (fact.until and fact.until < self.today)]

    def youngest(self, months: int, *words: str) -> Fact | None:
        """Return the newest fact called so of these months."""
        return max(
            self.recent(months, *words),
            key=lambda fact: (fact.on, fact.source.reference),
            default=None,
        )

    @property
    def licensed(self) -> Fact | None:
        """The first licence."""
        return min(self.all("licence"), key=lambda fact: fact.on, default=None)


def example(facts: Sequence[Fact], today: date, version: str) -> Answer:
    """Return score and level by the scheme made up for demonstration."""
    book = Book(facts, today)
    if _is_too_new(book) or book.recent(6, "accident"):
        return None, None
    kind = next((fact.kind.split(":")[1] for fact in book.all("kind")), "")
    sunny = book.standing("flag:sunshine-kitchen") or book.standing("flag:sunshine-factory")
    static = POINTS_OF_KIND.get(kind, 8) + (3 if sunny else 9)
    first = book.licensed
    if first is not None and not book.old(first, 12):
        score = static * 250
    else:
        score = 100 * (static + _inspected(book) + _failed(book, version))
    place = 0 if score <= 3000 else 1 if score <= 4500 else 2 if score <= 6000 else 3
    return score, "ABCD"[_moved(book, place, version)]


def _is_too_new(book: Book) -> bool:
    first = book.licensed
    return first is not None and not book.old(first, 3)


def _inspected(book: Book) -> int:
    newest = book.youngest(12, "inspection")
    if newest is None:
        return 8
    failed = newest.amount or 0
    return 0 if failed <= 0 else 9 if failed <= 2 else 12 if failed <= 5 else 20


def _failed(book: Book, version: str) -> int:
    samples = len(book.recent(12, "sampling-failed"))
    if version == "1":
        return min(20, 10 * samples) + min(20, 10 * len(book.recent(12, "penalty")))
    return min(24, 12 * samples) + min(16, 8 * len(book.recent(24, "penalty")))


def _moved(book: Book, place: int, version: str) -> int:
    if book.standing("dishonest-listed"):
        return 3
    worse = book.recent(12, "recall-not-followed", "obstructed-inspection")
    twice = version == "2" and len(book.recent(12, "sampling-failed")) > 1
    if worse or twice:
        return min(3, place + 1)
    first = book.licensed
    is_clean = first is not None and book.old(first, 36)
    is_clean = is_clean and not book.recent(36, "sampling-failed", "penalty", "accident")
    return max(0, place - 1) if is_clean or book.standing("certificate") else place


def catering(facts: Sequence[Fact], today: date) -> Answer:
    """Return score and face by the grading of one catering inspection."""
    book = Book(facts, today)
    newest = book.youngest(24, "inspection-score")
    if _is_too_new(book) or book.recent(6, "accident") or newest is None or newest.amount is None:
        return None, None
    score = int(newest.amount * 100)
    place = 0 if score >= 900 else 1 if score >= 750 else 2 if score >= 600 else 3
    critical = max(
        book.all("inspection-critical"),
        key=lambda fact: (fact.on, fact.source.reference),
        default=None,
    )
    if critical is not None and not book.old(critical, 24) and (critical.amount or 0) >= 2:
        place = 3
    return score, FACES[place]


def answer(code: str, version: str, facts: Sequence[Fact], today: date) -> Answer:
    """Return what a scheme's text says: score in hundredths and level, or that none follows."""
    if code == "demonstration":
        return example(facts, today, version)
    if code == "catering-dynamic":
        return catering(facts, today)
    return None, None
