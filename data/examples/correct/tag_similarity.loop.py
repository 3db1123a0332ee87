def tag_similarity(first: list[str], second: list[str]) -> float:
    """Compare two lists of tags without regard to case or repetition. The similarity is
    the number of distinct tags in both lists divided by the number of distinct tags in
    at least one of them; it is 1.0 if both lists are empty.
    """
    seen: dict[str, int] = {}
    for tag in first:
        seen[tag.lower()] = 1
    for tag in second:
        if seen.get(tag.lower()) == 1:
            seen[tag.lower()] = 2
        elif tag.lower() not in seen:
            seen[tag.lower()] = 0
    if not seen:
        return 1.0
    return list(seen.values()).count(2) / len(seen)
