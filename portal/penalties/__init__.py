"""Penalties as published by law, the list of the seriously dishonest, and repair of credit.

For everyone who asks what was punished and why, for the enterprise concerned, and for the officers
who record, check, publish and withdraw. Words: a *penalty* (行政处罚) is one decision with its
number, its measures and the days it may be shown, which are worked out from a *rule version* (a
data file) and never kept; an *entry* (严重违法失信名单) is one party on the list, from the decision
to list until its last day; a *repair* (信用修复) is an application to end either before its time,
decided by a second person. What has ended says so at its address (410) and shows nowhere else.
"""
