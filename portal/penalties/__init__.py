"""Penalties as published by law, the list of the seriously dishonest, and repair of credit."""
