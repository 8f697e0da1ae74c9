"""你送我检: people book a time, bring a sample, and read its result by number, for reference."""
