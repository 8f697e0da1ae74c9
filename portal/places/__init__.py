"""Places: what differs between one place and the next, and every number of the law, as data.

For the public (the page of rules and parameters), the bureau that keeps the figures, and every
other room that needs a deadline, an amount, a list of departments or a calendar.

Words: a *profile* is everything known about one place (地方配置); a *parameter* (参数) is one
figure or list with its instrument, source and validity; *not set* (未设定) is a parameter that
nobody has decided.
"""
