def transposed_words(rows):
    """Given words of equal length in `rows`, return the list of words that are read in
    the columns from bottom to top.
    """
    columns = []
    for i in range(len(rows[0]) if rows else 0):
        word = ""
        for row in rows:
            word = row[i] + word
        columns.append(word)
    return columns
