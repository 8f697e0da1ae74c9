"""五进与参访: schools, villages, streets, firms and homes ask for a visit; people visit a base.

For organisations that would like somebody to come and talk, for groups that would like to see a
base, and for the desk that arranges both.

Words: a *request* is an organisation's wish for a visit, with a receipt number; a *base* is a place
that can be seen; a *base day* is a day on which one is open, with a quota; a *booking* is a group's
places on such a day. Which five places 五进 means, and which bases there are, is data of the place.
"""
