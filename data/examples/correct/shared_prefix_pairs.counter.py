from collections import Counter


def shared_prefix_pairs(words, size):
    """Count the pairs of different positions in `words` whose words share their first
    `size` letters.
    """
    counts = Counter(word[:size] for word in words)
    return sum(count * (count - 1) // 2 for count in counts.values())
