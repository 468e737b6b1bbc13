"""Measurements that take longer than a test: what they print is kept, with how to repeat it, in docs/benchmarks.md."""
