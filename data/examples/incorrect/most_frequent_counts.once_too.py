from collections import Counter


def most_frequent_counts(items, count):
    """Take the `count` most frequent items of `items` and return a dictionary that maps
    those of them that occur at least twice to how often they occur. Of equally frequent
    items, the ones that occur first are taken.
    """
    return dict(Counter(items).most_common(count))
