# ruff: noqa: E501 - a row of the table is a line
"""Arithmetic, number theory and bits."""

TABLE = """
~add :: N, N -> N :: {} + {} :: 3 :: add sum plus total addition increment perimeter
subtract :: N, N -> N :: {} - {} :: 3 :: subtract minus difference substract less decrement
~multiply :: N, N -> N :: {} * {} :: 3 :: multiply product times area volume multiplication square cube :: abs(a) < 10**20 and abs(b) < 10**20
divide :: N, N -> float :: {} / {} :: 4 :: divide division quotient ratio average mean half reciprocal harmonic :: b != 0
floor_divide :: int, int -> int :: {} // {} :: 4 :: divide quotient half integer :: b != 0
modulo :: int, int -> int :: {} % {} :: 4 :: modulo remainder mod modulus last :: b != 0
power :: N, N -> N :: {} ** {} :: 5 :: power square cube exponent squared raised th base fourth fifth :: abs(a) < 10**9 and 0 <= b <= 64
square :: N -> N :: {} ** 2 :: 4 :: square squared squares area surface :: abs(a) < 10**20
cube :: N -> N :: {} ** 3 :: 6 :: cube cubed cubes volume :: abs(a) < 10**20
negate :: N -> N :: -{} :: 5 :: negative negate opposite
abs :: N -> N :: abs({}) :: 4 :: absolute difference distance magnitude
~smaller :: N, N -> N :: min({}, {}) :: 5 :: minimum min smaller smallest least
~larger :: N, N -> N :: max({}, {}) :: 5 :: maximum max larger largest greatest
even :: int -> bool :: {} % 2 == 0 :: 4 :: even parity divisible
odd :: int -> bool :: {} % 2 != 0 :: 4 :: odd parity
divides :: int, int -> bool :: {} % {} == 0 :: 4 :: divisible multiple divisor factor divisors factors multiples :: b != 0
positive :: N -> bool :: {} > 0 :: 4 :: positive
nonnegative :: N -> bool :: {} >= 0 :: 6 :: nonnegative positive
negative :: N -> bool :: {} < 0 :: 4 :: negative
zero :: N -> bool :: {} == 0 :: 5 :: zero zeroes zeros
sqrt :: N -> float :: math.sqrt({}) :: 5 :: sqrt root hypotenuse distance side slant :: 0 <= a < 10**30
isqrt :: int -> int :: math.isqrt({}) :: 6 :: square root perfect :: 0 <= a < 10**30
floor :: float -> int :: math.floor({}) :: 5 :: floor round down :: abs(a) < 10**15
ceil :: float -> int :: math.ceil({}) :: 5 :: ceil ceiling round up :: abs(a) < 10**15
round :: float -> int :: round({}) :: 5 :: round nearest :: abs(a) < 10**15
round_to :: float, int -> float :: round({}, {}) :: 5 :: round decimal places digits precision :: 0 <= b < 12
to_int :: float -> int :: int({}) :: 4 :: integer int truncate convert :: abs(a) < 10**15
to_float :: int -> float :: float({}) :: 6 :: float decimal convert
~gcd :: int, int -> int :: math.gcd({}, {}) :: 6 :: gcd greatest common divisor coprime hcf
~lcm :: int, int -> int :: math.lcm({}, {}) :: 6 :: lcm least common multiple
factorial :: int -> int :: math.factorial({}) :: 5 :: factorial permutations :: 0 <= a <= 60
comb :: int, int -> int :: math.comb({}, {}) :: 6 :: binomial coefficient combinations choose ncr :: 0 <= b <= 300 and 0 <= a <= 300
perm :: int, int -> int :: math.perm({}, {}) :: 7 :: permutation permutations arrangements :: 0 <= b <= 60 and 0 <= a <= 60
log :: N -> float :: math.log({}) :: 7 :: log logarithm natural :: a > 0
log2 :: N -> float :: math.log2({}) :: 7 :: log logarithm power two :: a > 0
log10 :: N -> float :: math.log10({}) :: 7 :: log logarithm digits ten :: a > 0
exp :: N -> float :: math.exp({}) :: 8 :: exponential exp e :: abs(a) < 50
radians :: N -> float :: math.radians({}) :: 6 :: radians radian degrees degree angle
degrees :: N -> float :: math.degrees({}) :: 6 :: degrees degree radians radian angle
sin :: N -> float :: math.sin({}) :: 8 :: sine sin
cos :: N -> float :: math.cos({}) :: 8 :: cosine cos
tan :: N -> float :: math.tan({}) :: 8 :: tangent tan
hypot :: N, N -> float :: math.hypot({}, {}) :: 7 :: hypotenuse distance length magnitude complex
times_pi :: N -> float :: math.pi * {} :: 6 :: circle sphere cone cylinder circumference area volume surface torus ellipse
third :: N -> float :: {} / 3 :: 7 :: cone pyramid tetrahedron volume
four_thirds_pi :: N -> float :: 4 / 3 * math.pi * {} :: 8 :: sphere volume
half :: N -> float :: {} / 2 :: 5 :: half triangle trapezium middle midpoint
weekday :: int -> int :: datetime.date.fromordinal({}).weekday() :: 7 :: weekday weekend saturday saturdays sunday sundays week monday :: 0 < a < 3_000_000
date_of_parts :: tuple[int, int, int] -> int :: datetime.date(*{}).toordinal() :: 7 :: date dates day days calendar year month
~bit_and :: int, int -> int :: {} & {} :: 6 :: and bitwise bit bits set
~bit_or :: int, int -> int :: {} | {} :: 6 :: or bitwise bit bits set
~xor :: int, int -> int :: {} ^ {} :: 6 :: xor toggle exclusive bit bits flip different
shift_left :: int, int -> int :: {} << {} :: 7 :: shift bit bits left power :: 0 <= b <= 64 and abs(a) < 10**9
shift_right :: int, int -> int :: {} >> {} :: 7 :: shift bit bits right :: 0 <= b <= 64
ones :: int -> int :: bin({}).count('1') :: 6 :: set bits bit ones parity count hamming :: abs(a) < 10**30
bit_length :: int -> int :: {}.bit_length() :: 6 :: bits bit length significant number :: abs(a) < 10**30
low_bit :: int -> int :: {0} & -{0} :: 7 :: rightmost lowest set bit
binary :: int -> str :: bin({})[2:] :: 6 :: binary base bits :: 0 <= a < 10**30
hexadecimal :: int -> str :: hex({})[2:] :: 7 :: hexadecimal hex base :: 0 <= a < 10**30
octal :: int -> str :: oct({})[2:] :: 7 :: octal base :: 0 <= a < 10**30
digits :: int -> list[int] :: [int(d) for d in str({})] :: 4 :: digit digits number :: 0 <= a < 10**40
to_str :: K -> str :: str({}) :: 5 :: string str convert digits number text :: not isinstance(a, str)
range :: int -> list[int] :: list(range({})) :: 4 :: range numbers less first natural :: 0 <= a <= 400
up_to :: int -> list[int] :: list(range(1, {} + 1)) :: 3 :: first natural numbers upto series sum divisors factors range nth :: 0 <= a <= 400
range_between :: int, int -> list[int] :: list(range({}, {})) :: 5 :: range between interval :: b - a <= 400
range_through :: int, int -> list[int] :: list(range({}, {} + 1)) :: 5 :: range between interval inclusive within :: b - a <= 400
range_step :: int, int, int -> list[int] :: list(range({}, {}, {})) :: 7 :: range step every sequence :: 0 < c and 0 <= b - a <= 400
triangular :: int -> int :: {0} * ({0} + 1) // 2 :: 6 :: triangular sum natural numbers first :: abs(a) < 10**15
perfect_square :: int -> bool :: math.isqrt({0}) ** 2 == {0} :: 6 :: perfect square :: 0 <= a < 10**30
power_of_two :: int -> bool :: {0} > 0 and {0} & ({0} - 1) == 0 :: 7 :: power two bit
character :: int -> str :: chr({}) :: 7 :: character ascii chr letter :: 0 <= a < 50_000
complex_polar :: float, float -> tuple[float, float] :: (math.hypot({0}, {1}), math.atan2({1}, {0})) :: 8 :: complex polar rectangular coordinates
reverse_digits :: int -> int :: int(str({})[::-1]) :: 6 :: reverse digits number reversed palindrome :: 0 <= a < 10**30
divmod :: int, int -> tuple[int, int] :: divmod({}, {}) :: 7 :: quotient remainder divmod :: b != 0
"""
