"""Measures how fast intake is beside the readers that it is built on, and writes the tables of docs/benchmarks.md."""
