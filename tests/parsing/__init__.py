"""Tests of the parsing package."""
