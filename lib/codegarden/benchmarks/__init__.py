"""The public benchmarks and the speed benchmarks: one file each, with a function ``run``."""
