def decimal_of_binary_words(line):
    """Convert every word of `line` from binary to a decimal number and return the sum
    of these numbers.
    """
    return sum(int(word, 2) for word in line.split())
