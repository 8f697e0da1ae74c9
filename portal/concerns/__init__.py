"""关切: what people ask, collected, grouped, answered in public and linked to what explains it."""
