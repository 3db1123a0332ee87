# ruff: noqa: E501 - a row of the table is a line
"""Regular expressions; the patterns themselves are constants, see ``synthesis.constants``."""

TABLE = """
re_sub :: regex, str, str -> str :: re.sub({0}, {1}, {2}) :: 5 :: replace remove regex substitute
re_remove :: regex, str -> str :: re.sub({0}, '', {1}) :: 4 :: remove delete regex strip
re_findall :: regex, str -> list[str] :: re.findall({}, {}) :: 5 :: find all extract regex split words numbers search
re_split :: regex, str -> list[str] :: re.split({}, {}) :: 6 :: split delimiters multiple regex
re_search :: regex, str -> bool :: bool(re.search({}, {})) :: 4 :: match matches regex check contains search pattern valid string
re_fullmatch :: regex, str -> bool :: bool(re.fullmatch({}, {})) :: 5 :: match matches regex check valid whole
re_first :: regex, str -> str :: re.search({}, {}).group() :: 6 :: find first match search regex
re_span :: regex, str -> tuple[int, int] :: re.search({}, {}).span() :: 7 :: position location start end
"""
