import re


def expand_repeats(text: str) -> str:
    """Expand the groups in `text`: a digit followed by a part in round brackets stands
    for that many copies of the part, and a part may contain groups itself. All other
    characters are letters and stay as they are. Zero copies leave nothing.
    """
    group = re.compile(r"(\d)\(([^()]*)\)")
    while group.search(text):
        text = group.sub(lambda match: int(match[1]) * match[2], text)
    return text
