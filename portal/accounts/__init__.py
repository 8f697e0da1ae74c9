"""People who sign in: staff, volunteers, enterprises later. Citizens need no account.

Words: an *account* belongs to one person; a *role* is a named set of permissions (data, see
roles.yaml); a *sign-in* is one open session, revocable, kept in the database.
"""
