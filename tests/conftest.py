"""Settings of the test run."""

import os

from hypothesis import HealthCheck, Phase, settings

# A law holds or not; how long it took to see, on a machine that may be busy, is no part of it.
settings.register_profile(
    "svctrade", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# A first look at a change: few examples, and a failing one as it is.
settings.register_profile(
    "quick", settings.get_profile("svctrade"), max_examples=15, phases=[Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "svctrade"))
