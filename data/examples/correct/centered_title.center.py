def centered_title(title, width):
    """Write `title` with a capital letter at the start of every word, centered in
    `width` characters between equals signs.
    """
    return title.title().center(width, "=")
