"""Inspections of enterprises (监督检查): when, which items, what was found, how it ended.

For the public, who read every result; for the officers who enter the bureau's records and see
when each has to be public; and for the grades, whose dynamic part counts what was found. Words: a
*record* is one inspection as its sheet tells it; it *concludes* on the day its result was made,
and is public twenty working days later at the latest, whether or not anybody acts.
"""
