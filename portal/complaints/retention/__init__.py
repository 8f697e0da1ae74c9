"""What is kept of a closed case for how long, and what is removed after.

For whoever looks after the records. Words: a *period* is a rule of the place, kept as data; not
set, nothing is removed. A *hold* keeps everything of one case whatever the periods say; two people
place it and two lift it. A *certificate* says what a run removed, and never what it said.
"""
