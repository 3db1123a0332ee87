def valid_codes(codes):
    """Keep the codes that consist of two capital letters followed by at least three
    digits and nothing else, sorted in descending order.
    """
    valid = []
    for code in codes:
        letters, digits = code[:2], code[2:]
        if len(digits) > 2 and letters.isalpha() and letters.isupper() and digits.isdigit():
            valid.append(code)
    valid.sort(reverse=True)
    return valid
