"""Hostile requests: what is sent, where to, and what must never come back."""
