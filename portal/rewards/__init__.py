"""Rewards for reports: computed in the open, approved by two people, paid once.

For whoever reported a violation (with a name or without one), the handler who proposes, the two
approvers, finance, and everybody who wants to check the sums.

Words: a *scheme* (奖励方案) is one version of a rule on rewards, kept as a file; a *reward*
(奖励件) is what one verified report may earn; a *claim* (领取) is the reporter's own step and has
a code of its own; the *ledger* (台账) shows where each 分 of a year's budget is.
"""
