# ruff: noqa: E501 - a row of the table is a line
"""Dictionaries and counters."""

TABLE = """
keys :: dict[K, V] -> list[K] :: list({}) :: 4 :: key keys dictionary
values :: dict[K, V] -> list[V] :: list({}.values()) :: 3 :: value values dictionary items sum
items :: dict[K, V] -> list[tuple[K, V]] :: list({}.items()) :: 4 :: item items pairs dictionary key value
lookup :: dict[K, V], K -> V :: {}[{}] :: 4 :: value key access get dictionary lookup
get :: dict[K, V], K, V -> V :: {}.get({}, {}) :: 6 :: value key get default
has_key :: dict[K, V], K -> bool :: {1} in {0} :: 4 :: key present exists dictionary contains
size :: dict[K, V] -> int :: len({}) :: 4 :: number length count size
is_empty :: dict[K, V] -> bool :: not {} :: 5 :: empty
merge :: dict[K, V], dict[K, V] -> dict[K, V] :: {{**{}, **{}}} :: 4 :: merge combine two dictionaries update single
dict :: seq[tuple[K, V]] -> dict[K, V] :: dict({}) :: 4 :: dictionary convert map pairs
dict_zip :: seq[K], seq[V] -> dict[K, V] :: dict(zip({}, {})) :: 5 :: dictionary two lists map convert
without_key :: dict[K, V], K -> dict[K, V] :: {{k: v for k, v in {0}.items() if k != {1}}} :: 6 :: remove delete key drop
invert :: dict[K, K] -> dict[K, K] :: {{v: k for k, v in {}.items()}} :: 7 :: invert reverse swap
counter :: iter[K] -> dict[K, int] :: dict(collections.Counter({})) :: 4 :: count frequency occurrences counter frequencies number each times occurrence
most_common :: iter[K], int -> list[tuple[K, int]] :: collections.Counter({}).most_common({}) :: 5 :: common most frequent n top counts :: 0 < b
most_common_all :: iter[K] -> list[tuple[K, int]] :: collections.Counter({}).most_common() :: 6 :: common most frequent counts sort
commonest :: iter[K] -> K :: collections.Counter({}).most_common(1)[0][0] :: 5 :: common most frequent maximum occurrences
top_count :: iter[K] -> int :: max(collections.Counter({}).values()) :: 6 :: frequency maximum most highest count
low_count :: iter[K] -> int :: min(collections.Counter({}).values()) :: 7 :: frequency minimum least lowest count
add_counts :: dict[K, int], dict[K, int] -> dict[K, int] :: dict(collections.Counter({}) + collections.Counter({})) :: 6 :: combine add common keys two dictionaries
sort_by_key :: dict[O, V] -> dict[O, V] :: dict(sorted({}.items())) :: 6 :: sort key order
sort_by_value :: dict[K, O] -> dict[K, O] :: dict(sorted({}.items(), key=lambda kv: kv[1])) :: 7 :: sort value order ascending
sort_by_value_down :: dict[K, O] -> list[tuple[K, O]] :: sorted({}.items(), key=lambda kv: kv[1], reverse=True) :: 7 :: sort value descending highest
key_of_max :: dict[K, O] -> K :: max({0}, key={0}.get) :: 6 :: key maximum value highest
key_of_min :: dict[K, O] -> K :: min({0}, key={0}.get) :: 6 :: key minimum value lowest
repeated :: iter[K] -> list[K] :: [k for k, n in collections.Counter({}).items() if n > 1] :: 6 :: duplicate duplicates repeated twice more than once
unrepeated :: iter[K] -> list[K] :: [k for k, n in collections.Counter({}).items() if n == 1] :: 6 :: unique once non repeated only single
group_pairs :: seq[tuple[K, V]] -> dict[K, list[V]] :: {{k: [v for q, v in {0} if q == k] for k, _ in {0}}} :: 6 :: group key value dictionary pairs lists :: len(a) < 60
with_counts :: iter[K] -> list[tuple[K, int]] :: list(collections.Counter({}).items()) :: 6 :: count frequency tuple element occurrences
run_lengths :: iter[K] -> list[list[any]] :: [[len(list(g)), k] for k, g in itertools.groupby({})] :: 7 :: run length encoding
"""
