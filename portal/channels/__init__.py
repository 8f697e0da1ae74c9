"""全媒体矩阵: the register of the channels through which the bureau publishes.

For a citizen who wants to know which account is really the bureau's, and whether it is alive.
*Channel*: one of them, data of the place's profile; a name or address nobody stated is not set.
*Entry*: what a channel published, as the desk notes it: title, day, address on the channel's host.
"""
