"""Incidents: what officers established about an enterprise beside inspections, and grades count.

An accident, a recall that was not followed, an inspection that was obstructed. For officers: one
records it with its day and the document that says so, another one confirms it; only then is it a
fact that grades are worked out from. What turns out wrong is withdrawn, and they are derived anew.
"""
