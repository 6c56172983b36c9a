"""Tests of the names package."""
