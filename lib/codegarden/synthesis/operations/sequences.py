# ruff: noqa: E501 - a row of the table is a line
"""Lists, tuples, sets, and what itertools, heapq and statistics do with them."""

TABLE = """
len :: iter[T] -> int :: len({}) :: 3 :: length len number count size many total elements longer shorter long longest shortest
sum :: seq[N] -> N :: sum({}) :: 2 :: sum total add addition average mean
count_true :: seq[bool] -> int :: sum({}) :: 5 :: count number many
product :: seq[N] -> N :: math.prod({}) :: 4 :: product multiply multiplication multiplying :: len(a) < 60
max :: iter[O] -> O :: max({}) :: 3 :: maximum max largest greatest highest biggest longest
min :: iter[O] -> O :: min({}) :: 3 :: minimum min smallest least lowest shortest
mean :: seq[N] -> float :: sum({0}) / len({0}) :: 4 :: average mean
median :: seq[N] -> float :: statistics.median({}) :: 6 :: median middle
stdev :: seq[N] -> float :: statistics.stdev({}) :: 7 :: standard deviation
variance :: seq[N] -> float :: statistics.variance({}) :: 8 :: variance
mode :: iter[K] -> K :: statistics.mode({}) :: 6 :: mode common frequent maximum occurrences most
all :: iter[bool] -> bool :: all({}) :: 4 :: all every each only valid contains
any :: iter[bool] -> bool :: any({}) :: 4 :: any some contains at least exists
first :: seq[T] -> T :: {}[0] :: 3 :: first initial front start head key
second :: seq[T] -> T :: {}[1] :: 4 :: second next value
third_item :: seq[T] -> T :: {}[2] :: 6 :: third
last :: seq[T] -> T :: {}[-1] :: 3 :: last end final rear tail
next_to_last :: seq[T] -> T :: {}[-2] :: 6 :: second last penultimate
item :: seq[T], int -> T :: {}[{}] :: 4 :: index element position nth kth item access at column :: -len(a) <= b < len(a)
tail :: seq[T] -> list[T] :: list({}[1:]) :: 5 :: first rest remove except without after
init :: seq[T] -> list[T] :: list({}[:-1]) :: 5 :: last remove except without
take :: seq[T], int -> list[T] :: list({}[:{}]) :: 5 :: first n take upto sub slice top most limit :: 0 <= b
drop :: seq[T], int -> list[T] :: list({}[{}:]) :: 5 :: last after drop from slice skip remaining :: 0 <= b
take_last :: seq[T], int -> list[T] :: list({}[-{}:]) :: 6 :: last n end slice :: 0 < b <= len(a)
slice :: seq[T], int, int -> list[T] :: list({}[{}:{}]) :: 6 :: slice range between sub from to sublist :: 0 <= b <= c <= len(a)
slice_through :: seq[T], int, int -> list[T] :: list({}[{}:{} + 1]) :: 7 :: slice range between indices :: 0 <= b <= c < len(a)
reverse :: seq[T] -> list[T] :: list({}[::-1]) :: 4 :: reverse reversed backwards descending
alternate :: seq[T] -> list[T] :: list({}[::2]) :: 5 :: alternate every other position index places
alternate_odd :: seq[T] -> list[T] :: list({}[1::2]) :: 6 :: alternate every other position index places
every :: seq[T], int -> list[T] :: list({}[::{}]) :: 6 :: every nth step alternate specific :: b > 0
concat :: list[T], list[T] -> list[T] :: {} + {} :: 5 :: concatenate join combine merge append add extend
concat_tuples :: tuple[T, ...], tuple[T, ...] -> tuple[T, ...] :: {} + {} :: 5 :: concatenate join combine merge append add extend
append :: seq[T], T -> list[T] :: [*{}, {}] :: 6 :: append add insert push end
prepend :: T, seq[T] -> list[T] :: [{}, *{}] :: 6 :: insert add beginning before front prepend
insert_between :: seq[T], T -> list[T] :: [y for x in {} for y in ({}, x)] :: 7 :: insert before each element every
repeat_list :: list[T], int -> list[T] :: {} * {} :: 6 :: repeat times n replicate :: 0 <= b * len(a) <= 300
repeat_item :: T, int -> list[T] :: [{}] * {} :: 7 :: repeat times n list same initialize :: 0 <= b <= 300
sorted :: iter[O] -> list[O] :: sorted({}) :: 3 :: sort sorted ascending order increasing arrange smallest
sorted_down :: iter[O] -> list[O] :: sorted({}, reverse=True) :: 4 :: sort descending decreasing largest
unique :: iter[K] -> list[K] :: list(dict.fromkeys({})) :: 4 :: unique distinct duplicate duplicates remove different repeated
set :: iter[K] -> set[K] :: set({}) :: 4 :: set unique distinct common duplicate different
sorted_set :: iter[O] -> list[O] :: sorted(set({})) :: 5 :: unique distinct sort
list :: iter[T] -> list[T] :: list({}) :: 4 :: list convert character characters letters
tuple :: iter[T] -> tuple[T, ...] :: tuple({}) :: 4 :: tuple convert tuples
tuple_of_ints :: set[int] -> tuple[int, ...] :: tuple({}) :: 5 :: tuple convert tuples
pair :: A, B -> tuple[A, B] :: ({}, {}) :: 5 :: pair tuple both and return
triple :: A, B, C -> tuple[A, B, C] :: ({}, {}, {}) :: 7 :: triple tuple three
list_pair :: T, T -> list[T] :: [{}, {}] :: 6 :: pair list both and
single :: T -> list[T] :: [{}] :: 6 :: list nested single
single_tuple :: T -> tuple[T] :: ({},) :: 7 :: tuple singleton
contains :: iter[T], T -> bool :: {1} in {0} :: 4 :: contains contain present in exists member occurs check belongs
lacks :: iter[T], T -> bool :: {1} not in {0} :: 4 :: remove except difference not without missing exclude
count_above :: seq[O], O -> int :: sum(each > {1} for each in {0}) :: 7 :: higher greater above more
count_below :: seq[O], O -> int :: sum(each < {1} for each in {0}) :: 7 :: lower smaller below less fewer
splits :: seq[T] -> list[tuple[list[T], T, list[T]]] :: [(list({0}[:k]), each, list({0}[k + 1:])) for k, each in enumerate({0})] :: 7 :: before after side sides left right :: len(a) < 40
count :: seq[T], T -> int :: {}.count({}) :: 4 :: count occurrences frequency times occurrence number appears
index :: seq[T], T -> int :: {}.index({}) :: 5 :: index position find location first
last_index :: seq[T], T -> int :: len({0}) - 1 - {0}[::-1].index({1}) :: 7 :: last index position occurrence
enumerate :: seq[T] -> list[tuple[int, T]] :: list(enumerate({})) :: 6 :: index indices position enumerate
zip :: iter[A], iter[B] -> list[tuple[A, B]] :: list(zip({}, {})) :: 5 :: pair corresponding zip two lists merge elementwise map
zip_longest :: iter[A], iter[B] -> list[tuple[any, any]] :: list(itertools.zip_longest({}, {})) :: 7 :: pair corresponding position longer longest missing rest
zip3 :: seq[A], seq[B], seq[C] -> list[tuple[A, B, C]] :: list(zip({}, {}, {})) :: 7 :: three lists zip corresponding combine
pairwise :: seq[T] -> list[tuple[T, T]] :: list(zip({0}, {0}[1:])) :: 5 :: consecutive adjacent pairs next neighbouring increasing decreasing monotonic
transpose :: seq[seq[T]] -> list[tuple[T, ...]] :: list(zip(*{})) :: 6 :: transpose column columns zip position index ith merge unzip
flatten :: seq[seq[T]] -> list[T] :: [y for x in {} for y in x] :: 4 :: flatten nested lists all sublists matrix combine chain
pairs :: iter[T] -> list[tuple[T, T]] :: list(itertools.combinations({}, 2)) :: 6 :: pair pairs combinations two every :: len(a) < 20
triples :: iter[T] -> list[tuple[T, T, T]] :: list(itertools.combinations({}, 3)) :: 7 :: triplet triplets three combinations :: len(a) < 14
combinations :: seq[T], int -> list[tuple[T, ...]] :: list(itertools.combinations({}, {})) :: 7 :: combinations n choose subsets :: len(a) < 11 and 0 <= b
combinations_again :: seq[T], int -> list[tuple[T, ...]] :: list(itertools.combinations_with_replacement({}, {})) :: 8 :: combinations repetition replacement :: len(a) < 7 and 0 <= b < 6
permutations :: iter[T] -> list[tuple[T, ...]] :: list(itertools.permutations({})) :: 7 :: permutations arrangements orders all :: len(a) < 6
cartesian :: seq[A], seq[B] -> list[tuple[A, B]] :: list(itertools.product({}, {})) :: 7 :: cartesian product pairs combinations every all :: len(a) * len(b) < 200
subsets :: seq[T] -> list[list[T]] :: [list(c) for r in range(len({0}) + 1) for c in itertools.combinations({0}, r)] :: 7 :: subsets sublists power combinations all :: len(a) < 9
subarrays :: seq[T] -> list[list[T]] :: [list({0}[i:j]) for i in range(len({0})) for j in range(i + 1, len({0}) + 1)] :: 7 :: subarray subarrays contiguous substrings sublists continuous :: len(a) < 14
windows :: seq[T], int -> list[list[T]] :: [list({0}[i:i + {1}]) for i in range(len({0}) - {1} + 1)] :: 7 :: window consecutive contiguous neighbouring block size width k :: 0 < b <= len(a) < 100
chunks :: seq[T], int -> list[list[T]] :: [list({0}[i:i + {1}]) for i in range(0, len({0}), {1})] :: 7 :: chunk chunks split groups size n :: 0 < b
accumulate :: seq[N] -> list[N] :: list(itertools.accumulate({})) :: 6 :: cumulative accumulate running prefix sum
running_max :: seq[N] -> list[N] :: list(itertools.accumulate({}, max)) :: 7 :: cumulative running maximum
rotate_left :: seq[T], int -> list[T] :: list({0}[{1}:] + {0}[:{1}]) :: 6 :: rotate left shift first move end split :: 0 <= b <= len(a)
rotate_right :: seq[T], int -> list[T] :: list({0}[-{1}:] + {0}[:-{1}]) :: 6 :: rotate right shift last move front :: 0 < b <= len(a)
largest_n :: iter[O], int -> list[O] :: sorted({}, reverse=True)[:{}] :: 6 :: largest n heap top maximum highest :: 0 <= b
smallest_n :: iter[O], int -> list[O] :: sorted({})[:{}] :: 6 :: smallest n heap minimum lowest :: 0 <= b
runs :: iter[K] -> list[list[K]] :: [list(g) for _, g in itertools.groupby({})] :: 6 :: consecutive duplicate duplicates pack group runs repeated sublists
run_heads :: iter[K] -> list[K] :: [k for k, _ in itertools.groupby({})] :: 6 :: consecutive duplicates remove eliminate
longest :: seq[seq[T]] -> list[T] :: list(max({}, key=len)) :: 5 :: longest maximum length most
shortest :: seq[seq[T]] -> list[T] :: list(min({}, key=len)) :: 6 :: shortest minimum length
index_max :: seq[O] -> int :: {0}.index(max({0})) :: 7 :: index position maximum largest
index_min :: seq[O] -> int :: {0}.index(min({0})) :: 7 :: index position minimum smallest
open_lists :: list[any] -> list[any] :: [each for part in {} for each in (part if isinstance(part, list) else [part])] :: 5 :: flatten nested inner open level levels
indices :: seq[T] -> list[int] :: list(range(len({}))) :: 5 :: index indices position
is_sorted :: seq[O] -> bool :: list({0}) == sorted({0}) :: 6 :: sorted increasing ascending order trend
has_duplicates :: iter[K] -> bool :: len({0}) != len(set({0})) :: 6 :: duplicate duplicates distinct unique repeated
union :: set[K], set[K] -> set[K] :: {} | {} :: 5 :: union combine all merge either
intersection :: set[K], set[K] -> set[K] :: {} & {} :: 4 :: common intersection similar both shared same
difference :: set[K], set[K] -> set[K] :: {} - {} :: 4 :: difference missing remove not only dissimilar
symmetric :: set[K], set[K] -> set[K] :: {} ^ {} :: 5 :: symmetric dissimilar difference exclusive uncommon
~union_of :: iter[K], iter[K] -> set[K] :: set({}) | set({}) :: 6 :: union combine all merge either
~common :: iter[K], iter[K] -> set[K] :: set({}) & set({}) :: 5 :: common intersection similar both shared same
~dissimilar :: iter[K], iter[K] -> set[K] :: set({}) ^ set({}) :: 6 :: symmetric dissimilar difference exclusive uncommon
only_in_first :: iter[K], iter[K] -> set[K] :: set({}) - set({}) :: 6 :: difference missing remove not only
subset :: set[K], set[K] -> bool :: {} <= {} :: 5 :: subset contained superset all
disjoint :: set[K], set[K] -> bool :: {}.isdisjoint({}) :: 5 :: common disjoint overlap none any
xor_all :: seq[int] -> int :: functools.reduce(operator.xor, {}, 0) :: 7 :: xor odd once single times
or_all :: seq[int] -> int :: functools.reduce(operator.or_, {}, 0) :: 8 :: or bitwise
and_all :: seq[int] -> int :: functools.reduce(operator.and_, {}) :: 8 :: and bitwise
gcd_all :: seq[int] -> int :: math.gcd(*{}) :: 7 :: gcd greatest common divisor
lcm_all :: seq[int] -> int :: math.lcm(*{}) :: 7 :: lcm least common multiple smallest :: len(a) < 100
from_digits :: iter[int] -> int :: int(''.join(map(str, {}))) :: 5 :: convert single integer digits concatenate number join :: 0 < len(a) < 30
without_index :: seq[T], int -> list[T] :: list({0}[:{1}]) + list({0}[{1} + 1:]) :: 7 :: remove delete kth element index :: 0 <= b < len(a)
insert_at :: seq[T], int, T -> list[T] :: [*{0}[:{1}], {2}, *{0}[{1}:]] :: 8 :: insert position index :: 0 <= b <= len(a)
interleave :: seq[T], seq[T] -> list[T] :: [y for pair in zip({}, {}) for y in pair] :: 7 :: interleave alternately alternate merge
column :: seq[seq[T]], int -> list[T] :: [row[{1}] for row in {0}] :: 5 :: column nth index each extract kth :: all(-len(r) <= b < len(r) for r in a)
stringify :: iter[K] -> list[str] :: [str(x) for x in {}] :: 6 :: string strings convert concatenate
to_ints :: iter[str] -> list[int] :: [int(x) for x in {}] :: 6 :: integer integers convert numbers :: all(len(x) < 20 for x in a)
to_floats :: iter[str] -> list[float] :: [float(x) for x in {}] :: 7 :: float floats convert numbers
product_all :: seq[N], seq[N] -> N :: sum(x * y for x, y in zip({}, {})) :: 7 :: dot product sum
bisect_left :: seq[O], O -> int :: bisect.bisect_left({}, {}) :: 7 :: position insertion sorted left locate binary first
bisect_right :: seq[O], O -> int :: bisect.bisect_right({}, {}) :: 7 :: position insertion sorted right locate binary last
text_of :: T -> str :: str({}) :: 6 :: string str convert text tuple :: not isinstance(a, str)
"""
