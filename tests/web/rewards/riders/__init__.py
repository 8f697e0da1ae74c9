"""Riders."""
