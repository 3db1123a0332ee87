"""Programs out of a model: one decode loop, ways to choose, a mask that keeps to Python."""

from codegarden.sampling.choose import greedy, nucleus, temperature, top_k
from codegarden.sampling.decode import Sample, beam, prompt_ids, sample
from codegarden.sampling.grammar import PythonGrammar

__all__ = [
    "PythonGrammar",
    "Sample",
    "beam",
    "greedy",
    "nucleus",
    "prompt_ids",
    "sample",
    "temperature",
    "top_k",
]
