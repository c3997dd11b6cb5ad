"""Benchmarks: each sets a cost of ours beside the least that it could be, measured in the same run."""
