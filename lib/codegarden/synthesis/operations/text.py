# ruff: noqa: E501 - a row of the table is a line
"""Strings."""

TABLE = """
upper :: str -> str :: {}.upper() :: 4 :: upper uppercase capital
lower :: str -> str :: {}.lower() :: 4 :: lower lowercase case insensitive small
title :: str -> str :: {}.title() :: 5 :: title capitalize word words first letter
capitalize :: str -> str :: {}.capitalize() :: 5 :: capitalize capital first letter
swapcase :: str -> str :: {}.swapcase() :: 5 :: swap toggle case
strip :: str -> str :: {}.strip() :: 5 :: strip whitespace trim spaces leading trailing
strip_of :: str, str -> str :: {}.strip({}) :: 7 :: strip remove trim
lstrip_of :: str, str -> str :: {}.lstrip({}) :: 7 :: strip leading zeros remove left
rstrip_of :: str, str -> str :: {}.rstrip({}) :: 7 :: strip trailing remove right
words :: str -> list[str] :: {}.split() :: 4 :: word words split sentence list string
split_at :: str, str -> list[str] :: {}.split({}) :: 5 :: split separated delimiter comma parts string list :: b
fields :: str -> list[str] :: {}.split(' ') :: 6 :: blank blanks space spaces words
join_lines :: seq[str] -> str :: '\\n'.join({}) :: 6 :: line lines
pad_right :: str, int -> str :: {}.ljust({}) :: 7 :: pad padded width align left blanks :: 0 <= b < 200
pad_left :: str, int -> str :: {}.rjust({}) :: 7 :: pad padded width align right blanks :: 0 <= b < 200
two_digits :: int -> str :: format({}, '02d') :: 7 :: digits two leading zeros zero duration time
with_commas :: int -> str :: format({}, ',') :: 7 :: groups thousands three separator commas digits
csv_fields :: str -> list[str] :: next(csv.reader([{}])) :: 7 :: comma separated fields quotes csv :: '\\n' not in a
wrapped :: str, int -> list[str] :: textwrap.wrap({}, {}, break_long_words=False, break_on_hyphens=False) :: 7 :: wrap lines width break fit :: 0 < b
glob_match :: str, str -> bool :: fnmatch.fnmatchcase({}, {}) :: 7 :: wildcard star question mark pattern match glob
date_number :: str -> int :: datetime.date.fromisoformat({}).toordinal() :: 6 :: date dates day days calendar iso
longest_text :: seq[str] -> str :: max({}, key=len) :: 6 :: longest maximum length
shortest_text :: seq[str] -> str :: min({}, key=len) :: 7 :: shortest minimum length
lines :: str -> list[str] :: {}.splitlines() :: 7 :: line lines
join_empty :: iter[str] -> str :: ''.join({}) :: 3 :: join concatenate string characters convert remove replace combine
join_space :: seq[str] -> str :: ' '.join({}) :: 4 :: words join sentence space string list
join_with :: str, seq[str] -> str :: {}.join({}) :: 5 :: join separator delimiter comma
replace :: str, str, str -> str :: {}.replace({}, {}) :: 4 :: replace remove substitute with
remove_text :: str, str -> str :: {}.replace({}, '') :: 4 :: remove delete without
replace_first :: str, str, str -> str :: {}.replace({}, {}, 1) :: 7 :: replace first remove
count_in :: str, str -> int :: {}.count({}) :: 4 :: count occurrences occurrence number frequency substring character times :: b
find :: str, str -> int :: {}.find({}) :: 5 :: find index position substring first
rfind :: str, str -> int :: {}.rfind({}) :: 6 :: last index position occurrence find
starts :: str, str -> bool :: {}.startswith({}) :: 5 :: start starts begin begins prefix starting
ends :: str, str -> bool :: {}.endswith({}) :: 5 :: end ends ending suffix
within :: str, str -> bool :: {1} in {0} :: 4 :: contain contains substring present in word sub
isdigit :: str -> bool :: {}.isdigit() :: 4 :: digit digits number numeric numbers integer numbers
isalpha :: str -> bool :: {}.isalpha() :: 4 :: letter letters alphabet alphabetic alphabets
isalnum :: str -> bool :: {}.isalnum() :: 5 :: alphanumeric special characters
isupper :: str -> bool :: {}.isupper() :: 4 :: upper uppercase capital
islower :: str -> bool :: {}.islower() :: 4 :: lower lowercase small
isspace :: str -> bool :: {}.isspace() :: 5 :: space spaces whitespace blank
is_vowel :: str -> bool :: {}.lower() in 'aeiou' :: 4 :: vowel vowels consonant consonants :: len(a) == 1
reverse_text :: str -> str :: {}[::-1] :: 3 :: reverse reversed palindrome backwards
first_letter :: str -> str :: {}[0] :: 4 :: first initial start character letter
last_letter :: str -> str :: {}[-1] :: 4 :: last end final character letter
letter :: str, int -> str :: {}[{}] :: 5 :: index position character nth letter kth :: -len(a) <= b < len(a)
head_text :: str, int -> str :: {}[:{}] :: 5 :: first prefix sub n characters most limit :: 0 <= b
tail_text :: str, int -> str :: {}[{}:] :: 5 :: last suffix after from remaining :: 0 <= b
slice_text :: str, int, int -> str :: {}[{}:{}] :: 7 :: slice substring between from :: 0 <= b <= c <= len(a)
all_but_first :: str -> str :: {}[1:] :: 5 :: first remove except
all_but_last :: str -> str :: {}[:-1] :: 5 :: last remove except
even_letters :: str -> str :: {}[::2] :: 6 :: index alternate characters
odd_letters :: str -> str :: {}[1::2] :: 6 :: index alternate characters
rotate_text :: str, int -> str :: {0}[{1}:] + {0}[:{1}] :: 6 :: rotate left shift rotation :: 0 <= b <= len(a)
rotate_text_right :: str, int -> str :: {0}[-{1}:] + {0}[:-{1}] :: 7 :: rotate right shift rotation :: 0 < b <= len(a)
concat_text :: str, str -> str :: {} + {} :: 4 :: concatenate append add join insert combine
repeat_text :: str, int -> str :: {} * {} :: 5 :: repeat times copies n :: 0 <= b * len(a) <= 1000
sort_letters :: str -> str :: ''.join(sorted({})) :: 5 :: sort order alphabetical anagram
to_number :: str -> int :: int({}) :: 4 :: integer number int convert digits :: len(a) < 30
to_decimal :: str -> float :: float({}) :: 5 :: float decimal number convert
from_base :: str, int -> int :: int({}, {}) :: 6 :: base binary hexadecimal octal decimal convert :: len(a) < 60
code :: str -> int :: ord({}) :: 5 :: ascii code unicode ord value character position
code_sum :: str -> int :: sum(map(ord, {})) :: 7 :: ascii sum value
alphabet_place :: str -> int :: ord({}.lower()) - 96 :: 7 :: alphabet position order :: len(a) == 1
letters :: str -> list[str] :: list({}) :: 4 :: list characters letters split individual
windows_text :: str, int -> list[str] :: [{0}[i:i + {1}] for i in range(len({0}) - {1} + 1)] :: 7 :: substring substrings length window consecutive :: 0 < b <= len(a) < 100
substrings :: str -> list[str] :: [{0}[i:j] for i in range(len({0})) for j in range(i + 1, len({0}) + 1)] :: 6 :: substring substrings sub all non-empty :: len(a) < 14
fill_zeros :: str, int -> str :: {}.zfill({}) :: 8 :: zero zeros pad fill :: 0 <= b < 100
format_with :: str, K -> str :: {}.format({}) :: 6 :: format insert string list :: '{{' in a
surround :: str, str -> str :: {1} + {0} + {1} :: 8 :: surround wrap both ends
is_palindrome_text :: str -> bool :: {0} == {0}[::-1] :: 6 :: palindrome palindromic symmetrical
ascii_upper :: -> str :: string.ascii_uppercase :: 8 :: alphabet uppercase
ascii_lower :: -> str :: string.ascii_lowercase :: 7 :: alphabet pangram lowercase letters
punctuation :: -> str :: string.punctuation :: 8 :: punctuation special symbol characters
"""
