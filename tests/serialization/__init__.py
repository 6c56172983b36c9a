"""Tests of JSON and back."""
