"""What people fill in to file a case, to follow it, and to handle it."""
