"""Commitments: what the place's document promises, and what the portal's own records say of it.

For everybody who wants to know whether a promise was kept, and for the bureau that made it.

Words: a *commitment* (目标) is one promise of the register in the document's exact words; a
*working* (算式) is one figure with its numerator, denominator and period; a *derivation* says
which figure belongs to which promise; *no data* (尚无数据) is never 0 and never 100 %.
"""
