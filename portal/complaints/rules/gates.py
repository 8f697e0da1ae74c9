"""When the door asks for patience: it slows, it never shuts.

Below the thresholds nobody is asked for anything. Above them each filing costs a wait, which a
browser with script may shorten by a proof of work. The wait of one network doubles with what it
sends, that of everybody else stays the basic one: a flood cannot close the door for others.
"""

from dataclasses import dataclass

NO_WAIT = 0


@dataclass(frozen=True)
class Gate:
    """Thresholds: how many from one network in an hour, how many from all in a minute.

    ``wait`` is what is asked at first, ``longest`` what is asked at most, in seconds.
    """

    own: int
    all: int
    wait: int
    longest: int


def wait_for(gate: Gate, *, own: int, all_of_them: int) -> int:
    """Return how many seconds the next one has to wait, after so many were counted."""
    if own < gate.own:
        return gate.wait if all_of_them >= gate.all else NO_WAIT
    doublings = (own - gate.own) // max(gate.own, 1)
    # Beyond some thirty doublings the answer is the longest wait whatever the base.
    return min(gate.longest, gate.wait << min(doublings, 30))
