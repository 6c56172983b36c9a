"""Settings of the test run."""

from hypothesis import HealthCheck, settings

# A law holds or not; how long it took to see, on a machine that may be busy, is no part of it.
settings.register_profile(
    "svctrade", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("svctrade")
