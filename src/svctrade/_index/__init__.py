"""The index of an edition: masks of measures by key."""
