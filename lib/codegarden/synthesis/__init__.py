"""From a ``Specification`` and tests to ranked candidate programs."""
