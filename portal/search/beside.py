"""What results of sampling and enterprises have to the same words: offered beside, with counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.enterprises import listing
from portal.enterprises.roll.asking import EnterpriseFilter
from portal.enterprises.roll.asking import Question as Register
from portal.sampling.queries import results
from portal.search.analysis import Question

MOST_WORDS = 4


@dataclass(frozen=True)
class Neighbour:
    """A search of its own, the words to ask it with, and how much it has to them."""

    endpoint: str
    words: str
    count: int


def _results(words: str) -> int:
    return results.count_results(results.ResultFilter(words=results.words_of(words)))


def _enterprises(words: str) -> int:
    return Register(EnterpriseFilter(listing.words_of(words))).count()


NEIGHBOURS: Mapping[str, Callable[[str], int]] = {
    "sampling.list_results": _results,
    "enterprises.list_enterprises": _enterprises,
}


def neighbours_of(question: Question) -> Sequence[Neighbour]:
    """Return what each neighbour has, to all that was typed or else to its telling words.

    A neighbour looks for names and wants every word: 豇豆农残超标吗 finds no result, 豇豆 does.
    """
    return [_first(endpoint, count, question) for endpoint, count in NEIGHBOURS.items()]


def _first(endpoint: str, count: Callable[[str], int], question: Question) -> Neighbour:
    for words in _askings(question):
        found = count(words)
        if found:
            return Neighbour(endpoint, words, found)
    return Neighbour(endpoint, question.text, 0)


def _askings(question: Question) -> Iterator[str]:
    if not question.words:
        return
    yield question.text
    telling = [word.text for word in question.words if len(word.text) > 1][:MOST_WORDS]
    if telling != [question.text]:
        yield " ".join(telling)
        yield from telling[:1] if len(telling) > 1 else ()
