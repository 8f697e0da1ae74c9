"""Whether the channel works: a made-up tip goes through the real form, and is followed.

For whoever runs the portal, and for the desk. Words: a *trial* is one such tip; the *light* says
what the latest trials and the desks together mean.
"""
