def indel_distance(first: str, second: str) -> int:
    """Return the smallest number of single characters that must be inserted or deleted
    to turn `first` into `second`. Characters cannot be replaced, so a replacement costs
    one deletion and one insertion. Upper and lower case differ.
    """
    row = list(range(len(second) + 1))
    for i, char in enumerate(first, 1):
        previous, row = row, [i]
        for j, other in enumerate(second, 1):
            if char == other:
                row.append(previous[j - 1])
            else:
                row.append(1 + min(previous[j], row[j - 1]))
    return row[-1]
