"""What a result is, how it is read off a table, who may be named, and what follows a failure."""
