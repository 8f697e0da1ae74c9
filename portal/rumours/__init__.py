"""谣言: anybody sends a claim; the desk checks it, gives a verdict with its evidence, and publishes it."""
