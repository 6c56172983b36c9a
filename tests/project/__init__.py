"""Tests of the project itself: its structure, its documentation and its tools."""
