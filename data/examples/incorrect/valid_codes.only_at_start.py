import re


def valid_codes(codes):
    """Keep the codes that consist of two capital letters followed by at least three
    digits and nothing else, sorted in descending order.
    """
    return sorted((c for c in codes if re.match("[A-Z]{2}[0-9]{3,}", c)), reverse=True)
