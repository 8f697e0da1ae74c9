"""谣言: anybody sends a claim; the desk checks it, gives a verdict with its evidence, publishes it.

For a citizen who was sent something alarming and wants to know whether it is so. *Lead*: what
somebody sent, with a receipt number and nothing about the sender. *Rumour*: a claim the desk
looks into; several leads may belong to it. *Verdict*: what the desk found. *Version*: what was
published, never changed afterwards; an update is the next version, with a note.
"""
