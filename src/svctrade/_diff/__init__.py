"""Revisions: how two editions differ."""
