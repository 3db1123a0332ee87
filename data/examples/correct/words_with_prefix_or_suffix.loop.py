def words_with_prefix_or_suffix(text, prefix, suffix):
    """Count the words of `text` that start with `prefix` or end with `suffix`, but not
    both.
    """
    count = 0
    for word in text.split():
        starts, ends = word.startswith(prefix), word.endswith(suffix)
        if (starts or ends) and not (starts and ends):
            count += 1
    return count
