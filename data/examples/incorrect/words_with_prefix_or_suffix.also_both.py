def words_with_prefix_or_suffix(text, prefix, suffix):
    """Count the words of `text` that start with `prefix` or end with `suffix`, but not
    both.
    """
    return sum(w.startswith(prefix) or w.endswith(suffix) for w in text.split())
