def mountain_peak_index(values: list[int]) -> int:
    """Return the index of the largest item of `values`, a list that rises strictly up
    to this item and falls strictly after it. Either slope may be missing, so that
    the peak can be the first or the last item; an empty list gives -1.
    """
    return values.index(max(values)) if values else -1
