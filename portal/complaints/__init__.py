"""Complaints, reports and tips: one door for citizens, one desk for those who answer them.

For anyone with something to say about food, drugs, devices or cosmetics, and for the handlers.
Words: a *case* is what was filed; its *track* is complaint (投诉), report (举报) or tip
(匿名线索); its *number* is public, its *secret* opens it; a *handler* is the officer it is
assigned to; the *respondent* is the firm it is about; a *draft* is a case not yet sent.
"""
