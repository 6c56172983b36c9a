"""The tests of svctrade."""
