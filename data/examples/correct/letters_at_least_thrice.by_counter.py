from collections import Counter


def letters_at_least_thrice(left, right):
    """Count the letters of both words together and return the letters that occur at
    least three times in all, as a string in alphabetical order.
    """
    counts = Counter(left) + Counter(right)
    return "".join(sorted(letter for letter in counts if counts[letter] >= 3))
