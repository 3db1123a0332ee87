"""One file per public format: a path goes in, a stream of ``Problem`` comes out."""
