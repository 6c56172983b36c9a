"""What the library costs, as ratios to what else one could do: ``python -m benchmarks``."""
