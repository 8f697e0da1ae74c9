"""People who join in: today volunteer authors; supervisors and helpers at events later.

Words: an *applicant* asks to join; an *application* is admitted or refused, with a reason that
the applicant can read; admitting a volunteer author opens an account.
"""
