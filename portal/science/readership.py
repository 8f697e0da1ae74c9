"""How often an article is opened, counted without knowing by whom.

The page itself is kept ready and asks nothing of the site, so it cannot count; a picture of one
dot at its end does, with scripts and without. Nothing is noted but the article and the day: no
cookie, no address, no time. Whoever opens a page twice is counted twice, and the page says so.

The dot must not make readers wait, nor take the database's one writer from somebody who files a
report. So openings are added up in memory and written together: at once on a quiet site, every
ten seconds on a busy one. A process that is killed forgets what it added up since, at most that.
"""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

Opening = tuple[str, str, date]
LONGEST_SECONDS = 10.0
MOST_AT_ONCE = 50
# A plain rule, told on the privacy page: what calls itself a machine is one.
MACHINES = re.compile(
    r"bot|crawl|spider|slurp|preview|headless|monitor|curl|wget|python|java/|go-http|okhttp|scrap",
    re.IGNORECASE,
)
LOOKING_AHEAD = {"prefetch", "prerender"}


def is_person(agent: str, purpose: str) -> bool:
    """Whether a page was opened for somebody to read, as far as the request tells."""
    ahead = {part.partition(";")[0].strip() for part in purpose.lower().split(",")}
    return bool(agent) and not MACHINES.search(agent) and not ahead & LOOKING_AHEAD


class Readership:
    """Openings that one process has not written yet."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._written_at = float("-inf")
        self._openings: Counter[Opening] = Counter()

    def add(self, slug: str, language: str, day: date) -> Mapping[Opening, int]:
        """Count one opening; return what is to be written now, often nothing."""
        with self._lock:
            self._openings[slug, language, day] += 1
            now = self._now()
            is_due = now - self._written_at >= LONGEST_SECONDS
            if not is_due and self._openings.total() < MOST_AT_ONCE:
                return {}
            self._written_at = now
            due, self._openings = self._openings, Counter()
            return due
