def tag_similarity(first: list[str], second: list[str]) -> float:
    """Compare two lists of tags without regard to case or repetition. The similarity is
    the number of distinct tags in both lists divided by the number of distinct tags in
    at least one of them; it is 1.0 if both lists are empty.
    """
    left = {tag.lower() for tag in first}
    right = {tag.lower() for tag in second}
    union = len(left) + len(right)
    return len(left & right) / union if union else 1.0
