"""Tests of the display package."""
