"""Sets of measures, their queries and explanations."""
