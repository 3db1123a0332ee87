def sums_of_chosen(numbers, count):
    """Return the distinct sums of `count` numbers chosen from `numbers`, in ascending
    order. Each position can be chosen once.
    """
    sums = [{0}] + [set() for _ in range(count)]
    for number in numbers:
        for size in range(count, 0, -1):
            sums[size] |= {total + number for total in sums[size - 1]}
    return sorted(sums[count])
