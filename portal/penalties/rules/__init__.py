"""What a penalty consists of, how long it is shown, and how entries and repairs live."""
