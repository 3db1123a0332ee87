"""Comparisons, truth and choice."""

TABLE = """
~equal :: T, T -> bool :: {} == {} :: 4 :: equal same equals identical equality palindrome symmetric
~unequal :: T, T -> bool :: {} != {} :: 5 :: different unequal distinct not opposite
less :: O, O -> bool :: {} < {} :: 4 :: less smaller below under fewer shorter
at_most :: O, O -> bool :: {} <= {} :: 5 :: atmost within range sorted increasing most
greater :: O, O -> bool :: {} > {} :: 4 :: greater larger above more bigger exceeds longer
at_least :: O, O -> bool :: {} >= {} :: 5 :: atleast least within decreasing
~and :: bool, bool -> bool :: {} and {} :: 5 :: and both
~or :: bool, bool -> bool :: {} or {} :: 5 :: or either any
not :: bool -> bool :: not {} :: 5 :: not non no isn't without
between :: O, O, O -> bool :: {} <= {} <= {} :: 6 :: between range within inside
choose :: bool, T, T -> T :: {1} if {0} else {2} :: 6 :: if else otherwise whether
~smaller_of :: O, O -> O :: min({}, {}) :: 7 :: minimum smaller first
~larger_of :: O, O -> O :: max({}, {}) :: 7 :: maximum larger last
true_int :: bool -> int :: int({}) :: 7 :: one zero integer
is_int :: any -> bool :: isinstance({}, int) :: 5 :: integer integers int number numeric numbers
is_str :: any -> bool :: isinstance({}, str) :: 5 :: string strings str text words
is_float :: any -> bool :: isinstance({}, float) :: 7 :: float floats decimal
is_list :: any -> bool :: isinstance({}, list) :: 6 :: list lists sublist nested
is_tuple :: any -> bool :: isinstance({}, tuple) :: 6 :: tuple tuples nested
is_none :: any -> bool :: {} is None :: 6 :: none null empty missing
is_dict :: any -> bool :: isinstance({}, dict) :: 7 :: dictionary dict
type_name :: any -> str :: type({}).__name__ :: 8 :: type datatype
"""
