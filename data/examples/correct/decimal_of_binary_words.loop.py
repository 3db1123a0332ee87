def decimal_of_binary_words(line):
    """Convert every word of `line` from binary to a decimal number and return the sum
    of these numbers.
    """
    total = 0
    for word in line.split():
        value = 0
        for digit in word:
            value = 2 * value + int(digit)
        total += value
    return total
