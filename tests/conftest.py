"""Settings of the test run."""

from hypothesis import settings

# A law holds or not; how long it took to see is no part of it.
settings.register_profile("svctrade", deadline=None, print_blob=True)
settings.load_profile("svctrade")
