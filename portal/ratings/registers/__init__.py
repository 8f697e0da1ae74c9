"""Registers of other authorities: read by a description, compared, and brought in as they stand.

For the operators who bring them in. An authority that knows no unified credit codes has numbers of
its own; its grades follow its own scheme. Both are told by data alone: a *source* (sources/*.yaml)
says where in the file an establishment, its number and its grade stand, and a *scheme*
(schemes/*.yaml) what its levels mean. Words: an *extract* is the register as its authority gave it
out on a day; a *difference* is what an extract adds, removes or changes beside the one before.
"""
