"""How a lower storey tells a higher one that something became public, or is no longer."""

from blinker import Namespace

_signals = Namespace()

# sender: the model class; record=the row, or records=the ids of many at once. Sent inside the
# transaction that changes it.
published = _signals.signal("published")
withdrawn = _signals.signal("withdrawn")

# sender: complaints' Case; record=the case whose report was found true or partly true. Sent inside
# the transaction that concludes it.
case_substantiated = _signals.signal("case-substantiated")

# sender: complaints' Case. Before a rider's tip is filed: filing=what it would be, is_other_order=
# whether the rider says so; a receiver may raise Refused. After: token=the submit token of the
# case, in the very transaction that files it.
rider_tip_coming = _signals.signal("rider-tip-coming")
rider_tip_filed = _signals.signal("rider-tip-filed")

# sender: the register's Enterprise; ids=those about whom something told earlier no longer holds,
# because=one line for the public. Sent inside the transaction that changes it.
facts_changed = _signals.signal("facts-changed")

# sender: the register's Enterprise; name= and code= as tables write them, of which people said whom
# they mean. Sent inside the transaction that says so.
name_decided = _signals.signal("name-decided")
