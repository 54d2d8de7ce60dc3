"""The page docs/measured.md and its pictures, made from benchmarks/results/: ``python -m benchmarks.measured``."""
