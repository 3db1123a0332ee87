"""Your own tests, as Python: one function ``check_<problem>(candidate)`` a problem.

``<problem>`` is the name of the function that a program defines; ``candidate`` stands for it. The
check runs outside the sandbox, the candidate inside: arguments and results are copies of plain
data. A check passes when it returns and fails when an assert does. Properties, metamorphic
relations and seeded random inputs find what stored test cases miss.

Edit this file, or keep your own elsewhere: ``CODEGARDEN_DEFINITIONS=path/to/definitions.py``.
"""

import math
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise
from random import Random


def check_add_months(candidate):
    """The month moves exactly, and the day only shrinks to the end of a month."""
    random = Random(0)
    for _ in range(28):
        start = date.fromordinal(random.randrange(700_000, 750_000))
        if random.random() < 0.8:
            start = start.replace(day=1) - timedelta(days=1)
        months = random.randrange(-40, 41)
        if random.random() < 0.3:
            start = date(random.randrange(1904, 2100, 4), 2, 29)
            months -= months % 12
        day = (start.year, start.month, start.day)
        result = candidate(day, months)
        moved = date(*result)
        assert 12 * (moved.year - start.year) + moved.month - start.month == months
        if moved.day != start.day:
            assert moved.day < start.day
            assert (moved + timedelta(days=1)).month != moved.month
        back = candidate(result, -months)
        assert back == (start.year, start.month, min(start.day, moved.day))


def check_build_order(candidate):
    """Needed tasks come first, the first ready task is taken, and cycles give None."""
    random = Random(0)
    for _ in range(20):
        names = random.sample("abcdefghij", random.randrange(2, 9))
        needs = {}
        for i, name in enumerate(names):
            needed = random.sample(names[:i], random.randrange(0, min(i, 3) + 1))
            if needed or random.random() < 0.5:
                needs[name] = needed
        tasks = set(needs).union(*needs.values())
        order = candidate(needs)
        assert sorted(order) == sorted(tasks)
        done = set()
        for task in order:
            assert task == min(
                other for other in tasks - done if done.issuperset(needs.get(other, []))
            )
            done.add(task)
        if len(order) > 1:
            extra = [*needs.get(order[0], []), order[-1]]
            looped = needs | {order[0]: extra}
            looped[order[-1]] = [*needs.get(order[-1], []), order[0]]
            assert candidate(looped) is None


def check_compare_versions(candidate):
    """Comparison is antisymmetric, blind to final zeros and agrees with counting up."""
    random = Random(0)
    for _ in range(10):
        numbers = random.choices([0, 0, 7, 9, 10], k=random.randint(1, 4))
        spot = random.randrange(len(numbers))
        larger = [*numbers[:spot], numbers[spot] + random.choice([1, 3, 5])]
        larger += [random.randint(0, 3) for _ in range(random.randint(0, 3))]
        version = ".".join(map(str, numbers))
        newer = ".".join(map(str, larger))
        assert candidate(version, newer) == -1
        assert candidate(newer, version) == 1
        assert candidate(version, version + ".0.0") == 0
        assert candidate(version + ".0", version) == 0
        assert candidate(version, version + ".0.4") == -1
        assert candidate(newer + ".0", version + ".0.0.0") == 1


def check_competition_ranks(candidate):
    """Ranks reverse the order of the scores and count the better players."""
    random = Random(0)
    for _ in range(25):
        scores = {f"p{i}": random.randint(-4, 4) for i in range(random.randint(1, 9))}
        ranks = candidate(scores)
        assert ranks.keys() == scores.keys()
        for player, rank in ranks.items():
            ahead = [other for other in scores if scores[other] > scores[player]]
            assert rank == len(ahead) + 1
            assert all(ranks[other] < rank for other in ahead)
        shifted = {name: 3 * scores[name] - 7 for name in reversed(scores)}
        assert candidate(shifted) == ranks


def check_count_either(candidate):
    """Counts add up over a split range and do not depend on direction or order."""
    random = Random(0)
    for _ in range(12):
        first, second = random.randint(1, 12), random.randint(1, 12)
        low = random.randint(-40, 40)
        high = low + random.randint(0, 60)
        middle = random.randint(low, high)
        result = candidate(low, high, first, second)
        left = candidate(low, middle, first, second)
        assert left + candidate(middle + 1, high, first, second) == result
        assert candidate(-high, -low, second, first) == result
        only = set(range(0, 200, first)) ^ set(range(0, 200, second))
        assert result == sum(abs(number) in only for number in range(low, high + 1))


def check_count_out_of_order_pairs(candidate):
    """Reversing, swapping neighbours, adding a maximum change it by law."""
    random = Random(0)
    for _ in range(14):
        size = random.randint(2, 12)
        values = [random.randint(-6, 6) for _ in range(size)]
        count = candidate(list(values))
        rising = sum(values[i] < values[j] for i in range(size) for j in range(i + 1, size))
        assert candidate(values[::-1]) == rising
        assert candidate([99, *values]) == count + size
        index = random.randrange(size - 1)
        left, right = values[index], values[index + 1]
        swapped = [*values[:index], right, left, *values[index + 2 :]]
        change = (left < right) - (left > right)
        assert candidate(swapped) == count + change
    assert candidate(list(range(30))) == 0
    assert candidate(list(range(30, 0, -1))) == 30 * 29 // 2


def check_count_weekend_days(candidate):
    """Whole weeks hold two weekend days each, and adjacent spans add up."""
    random = Random(0)

    def iso(ordinal):
        return date.fromordinal(ordinal).isoformat()

    for _ in range(12):
        start = random.randrange(700_000, 740_000)
        middle = start + random.randrange(0, 40)
        end = middle + random.randrange(1, 40)
        weeks = random.randrange(1, 30)
        assert candidate(iso(start), iso(start + 7 * weeks - 1)) == 2 * weeks
        left = candidate(iso(start), iso(middle))
        right = candidate(iso(middle + 1), iso(end))
        assert candidate(iso(start), iso(end)) == left + right
        assert candidate(iso(end), iso(start)) == 0


def check_evaluate_expression(candidate):
    """Random expressions, built together with their values."""
    random = Random(0)

    def build(depth):
        total, text = None, ""
        for _ in range(random.randint(1, 4)):
            sign = random.choice("+-") if text else ""
            product, factors = 1, []
            for _ in range(random.randint(1, 3)):
                value = random.randint(0, 12)
                factor = str(value)
                if depth and random.random() < 0.4:
                    inner, value = build(depth - 1)
                    factor = f"({inner})"
                factors.append(factor)
                product *= value
            blank = random.choice(["", " "])
            text += blank + sign + blank + f"{blank}*".join(factors)
            total = product if total is None else total
            if sign:
                total = total + product if sign == "+" else total - product
        return text, total

    for _ in range(60):
        text, value = build(2)
        assert candidate(text) == value


def check_first_unbalanced(candidate):
    """Balanced texts are accepted; brackets added to them are found."""
    random = Random(0)

    def balanced(depth):
        text = random.choice(["", "a", "b c"])
        for _ in range(random.randint(0, 2) if depth else 0):
            pair = random.choice(["()", "[]", "{}"])
            text += pair[0] + balanced(depth - 1) + pair[1] + random.choice(["", "-"])
        return text

    for _ in range(10):
        before, inside, after = balanced(3), balanced(2), balanced(2)
        opening, closing = random.choice(["(]", "[}", "{)"])
        assert candidate(before + inside) == -1
        assert candidate(before + closing + inside + opening) == len(before)
        assert candidate(before + opening + inside + "[" + after) == len(before)
        crossed = before + opening + inside
        assert candidate(crossed + closing + after) == len(crossed)
        assert candidate(opening + before + "{" + inside + "}" + after) == 0
        assert candidate(opening + crossed + closing + ")") == len(crossed) + 1


def check_flatten_levels(candidate):
    """Flattening in two goes equals one go, and no element is lost or reordered."""
    random = Random(0)

    def make(depth):
        size = random.randrange(0, 4)
        if depth == 0:
            return [random.randrange(100) for _ in range(size)]
        return [
            make(depth - 1) if random.random() < 0.6 else random.randrange(100) for _ in range(size)
        ]

    for _ in range(12):
        data = [make(3), make(2), random.randrange(100), make(1), [[]], [[[7]]]]
        first, second = random.randrange(0, 4), random.randrange(0, 3)
        once = candidate(data, first + second)
        assert candidate(candidate(data, first), second) == once
        parts = [item if isinstance(item, list) else [item] for item in data]
        assert candidate(data, 1) == [item for part in parts for item in part]
        numbers = "".join(char for char in repr(data) if char not in "[]").split(", ")
        flat = [int(number) for number in numbers if number]
        assert candidate(data, 9) == flat


def check_flatten_settings(candidate):
    """A nested dictionary built from known paths gives these paths back."""
    random = Random(0)
    for _ in range(30):
        paths, nested = {}, {}
        for leaf in range(random.randint(0, 10)):
            level, path = nested, []
            for _ in range(random.randint(0, 4)):
                path.append(random.choice("ab"))
                level = level.setdefault(path[-1], {})
            path.append(f"leaf{leaf}")
            level[path[-1]] = random.choice([leaf, None, [], [{"k": 1}], "", False])
            paths[".".join(path)] = level[path[-1]]
            level["hollow"] = {"empty": {}}
        assert candidate(nested) == paths
        assert candidate(paths) == paths


def check_hops_between(candidate):
    """Distances grow by at most one along an edge and have a predecessor one closer."""
    random = Random(0)
    for _ in range(7):
        nodes = list(range(8))
        chain = [0, *random.sample(nodes[1:], 6)]
        graph = {}
        for node, after in pairwise(chain):
            others = random.sample(nodes, random.randrange(1, 3))
            graph[node] = random.sample([after, *others], len(others) + 1)
        hops = [candidate(graph, 0, node) for node in nodes]
        assert hops[0] == 0
        for node, neighbors in graph.items():
            for neighbor in neighbors:
                if hops[node] >= 0:
                    assert 0 <= hops[neighbor] <= hops[node] + 1
        for node in nodes[1:]:
            assert hops[node] == -1 or any(
                hops[before] == hops[node] - 1 and node in graph[before]
                for before in graph
                if hops[before] >= 0
            )


def check_indel_distance(candidate):
    """The distance is a metric with the parity of the lengths, and deletions count."""
    random = Random(0)

    def make():
        return "".join(random.choice("abc") for _ in range(random.randrange(0, 7)))

    for _ in range(8):
        first, second, third = make(), make(), make()
        distance = candidate(first, second)
        assert distance == candidate(second, first)
        assert distance == candidate(first[::-1], second[::-1])
        assert distance == candidate("b" + first + "a", "b" + second + "a")
        assert (distance - len(first) - len(second)) % 2 == 0
        left, right = Counter(first), Counter(second)
        assert distance >= sum(((left - right) + (right - left)).values())
        assert (distance == 0) == (first == second)
        assert distance <= candidate(first, third) + candidate(third, second)
        kept = "".join(char for char in first if random.random() < 0.6)
        assert candidate(first, kept) == len(first) - len(kept)


def check_longest_distinct_run(candidate):
    """The length agrees with all slices, and holds for the reversed values."""
    random = Random(0)
    for size in range(20):
        values = [random.randint(0, random.randint(1, 8)) for _ in range(size)]
        slices = [values[i:j] for j in range(size + 1) for i in range(j)]
        lengths = [len(part) for part in slices if len(set(part)) == len(part)]
        result = candidate(values)
        assert result == max(lengths, default=0)
        assert candidate(values[::-1]) == result
        assert result <= candidate([*values, "new"]) <= result + 1


def check_longest_palindrome_slice(candidate):
    """The result is a palindrome, and no longer or earlier one exists."""
    random = Random(0)
    for _ in range(50):
        text = "".join(random.choices("abB", k=random.randint(0, 9)))
        if random.random() < 0.3:
            text += text[::-1][random.randint(0, 1) :]
        found = candidate(text)
        start = text.find(found)
        assert start >= 0 and found == found[::-1]
        assert bool(found) == bool(text)
        for first in range(len(text)):
            for end in range(first + len(found), len(text) + 1):
                part = text[first:end]
                if part == part[::-1]:
                    assert len(part) == len(found) and first >= start


def check_longest_rising_run(candidate):
    """The run is the first of the longest strictly rising blocks."""
    random = Random(0)
    for round_number in range(50):
        size = random.randint(1, 12)
        values = [random.randint(-4, 4 + round_number % 5) for _ in range(size)]
        run = candidate(list(values))
        length = len(run)
        assert length >= 1
        first = None
        for start in range(size):
            for end in range(start + 1, size + 1):
                block = values[start:end]
                if all(block[i] < block[i + 1] for i in range(len(block) - 1)):
                    assert len(block) <= length
                    if len(block) == length and first is None:
                        first = block
        assert run == first
    assert candidate(list(range(-20, 20))) == list(range(-20, 20))
    assert candidate([0, 1, 2, 3, *list(range(50))]) == list(range(50))


def check_longest_zigzag(candidate):
    """Negating, reversing or doubling keeps the length, and brute force agrees."""
    random = Random(0)

    def is_zigzag(values):
        steps = [right - left for left, right in pairwise(values)]
        turns = all(left * right < 0 for left, right in pairwise(steps))
        return turns and 0 not in steps

    for _ in range(14):
        numbers = [random.randrange(-4, 5) for _ in range(random.randrange(0, 9))]
        longest = max(
            size
            for size in range(len(numbers) + 1)
            if any(is_zigzag(chosen) for chosen in combinations(numbers, size))
        )
        assert candidate(numbers) == longest
        assert candidate([-number for number in numbers]) == longest
        assert candidate(numbers[::-1]) == longest
        assert candidate([number for number in numbers for _ in range(2)]) == longest


def check_merge_groups(candidate):
    """The groups are sorted, disjoint, hold every input, and join no more than needed."""
    random = Random(0)
    for _ in range(30):
        groups = [
            [random.randint(-9, 9) for _ in range(random.choice([0, 1, 2, 2, 3]))]
            for _ in range(random.randint(0, 9))
        ]
        merged = candidate(groups)
        flat = [value for group in merged for value in group]
        assert sorted(flat) == sorted({value for group in groups for value in group})
        assert merged == sorted(merged)
        assert all(group and group == sorted(group) for group in merged)
        for group in merged:
            reached, before = {group[0]}, 0
            while len(reached) > before:
                before = len(reached)
                for part in groups:
                    if reached & set(part):
                        reached |= set(part)
            assert reached == set(group)
        random.shuffle(groups)
        assert candidate(groups) == merged


def check_overlap_merge(candidate):
    """The result holds both strings at its ends, and no shorter string does."""
    random = Random(0)
    for _ in range(60):
        left = "".join(random.choices("ab", k=random.randint(0, 6)))
        right = "".join(random.choices("ab", k=random.randint(0, 6)))
        merged = candidate(left, right)
        assert merged.startswith(left) and merged.endswith(right)
        assert len(merged) <= len(left) + len(right)
        for size in range(max(len(left), len(right)), len(merged)):
            shared = len(left) + len(right) - size
            assert left[len(left) - shared :] != right[:shared]


def check_pack_value(candidate):
    """The value equals the best of all subsets and does not depend on the order."""
    random = Random(0)
    for _ in range(25):
        items = [
            (random.randrange(1, 9), random.randrange(0, 15)) for _ in range(random.randrange(0, 7))
        ]
        capacity = random.randrange(0, 20)
        best = max(
            sum(value for _, value in chosen)
            for size in range(len(items) + 1)
            for chosen in combinations(items, size)
            if sum(weight for weight, _ in chosen) <= capacity
        )
        assert candidate(items, capacity) == best
        random.shuffle(items)
        assert candidate(items, capacity) == best


def check_polygon_area(candidate):
    """The area survives shifts, turns and reversal, and grows with the square."""
    random = Random(0)
    for _ in range(10):
        points = [(0, 0)]
        for _ in range(random.randint(2, 6)):
            x, height = points[-1][0] + random.randint(1, 5), random.randint(1, 9)
            points.append((x, height))
        points.append((points[-1][0] + 1, 0))
        area = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in pairwise(points))
        assert math.isclose(candidate(points), area)
        assert math.isclose(candidate(points[::-1]), area)
        start = random.randrange(1, len(points))
        assert math.isclose(candidate(points[start:] + points[:start]), area)
        assert math.isclose(candidate([(7 - y, x - 20) for x, y in points]), area)
        assert math.isclose(candidate([(3 * x, 3 * y) for x, y in points]), 9 * area)


def check_prime_powers(candidate):
    """The powers of increasing primes multiply to the number."""
    random = Random(0)
    for number in [1, 2, 4, 121, 128, 2310, *random.sample(range(1, 3000), 44)]:
        factors = candidate(number)
        assert math.prod(prime**exponent for prime, exponent in factors) == number
        primes = [prime for prime, _ in factors]
        assert primes == sorted(set(primes))
        assert all(exponent > 0 for _, exponent in factors)
        for prime in primes:
            assert prime > 1 and all(prime % d for d in range(2, prime))


def check_quarter_turns(candidate):
    """One turn moves every cell as expected, and turns add up modulo four."""
    random = Random(0)
    for _ in range(12):
        height, width = random.randrange(1, 5), random.randrange(1, 5)
        matrix = [[random.randrange(100) for _ in range(width)] for _ in range(height)]
        turned = candidate(matrix, 1)
        assert len(turned) == width and all(len(row) == height for row in turned)
        for i in range(height):
            for j in range(width):
                assert turned[j][height - 1 - i] == matrix[i][j]
        first, second = random.randrange(-9, 10), random.randrange(-9, 10)
        both = candidate(matrix, first + second)
        assert candidate(candidate(matrix, first), second) == both
        assert candidate(matrix, 4 * first) == matrix


def check_rotate_left(candidate):
    """Every item moves by the steps; rotations add up and can be undone."""
    random = Random(0)
    for _ in range(12):
        size = random.randint(1, 8)
        values = [random.randint(-5, 5) for _ in range(size)]
        steps = random.randint(-20, 20)
        rotated = candidate(list(values), steps)
        assert len(rotated) == size
        for index in range(size):
            assert rotated[index] == values[(index + steps) % size]
        assert candidate(list(rotated), -steps) == values
        assert candidate(list(values), steps + 3 * size) == rotated
        assert candidate(list(rotated), 1) == candidate(list(values), steps + 1)


def check_round_to_step(candidate):
    """The result is a nearest multiple, symmetric, and away from zero at halves."""
    random = Random(0)
    for _ in range(28):
        step = random.randint(1, 12)
        amount = random.choice([step * random.randint(1, 9) // 2, random.randint(0, 99)])
        result = candidate(amount, step)
        assert result % step == 0
        assert 2 * abs(result - amount) <= step
        assert 2 * (amount - result) != step
        assert candidate(-amount, step) == -result
    huge = 10**30 + 5
    assert candidate(huge, 10) == 10**30 + 10
    assert candidate(-huge, 10) == -(10**30) - 10


def check_search_rotated(candidate):
    """Every item is found where it stands; numbers that are not there give -1."""
    random = Random(0)
    for round_number in range(28):
        size = random.randint(1, 14)
        ordered = sorted(random.sample(range(-40, 40, 2), size))
        cut = random.randrange(size)
        values = ordered[cut:] + ordered[:cut]
        index = [0, size - 1, size // 2, random.randrange(size)][round_number % 4]
        assert candidate(list(values), values[index]) == index
        missing = random.choice([ordered[0] - 1, ordered[-1] + 1, values[index] + 1])
        assert candidate(list(values), missing) == -1


def check_smallest_truck_capacity(candidate):
    """The limit suffices, one less does not; more trips never need a greater limit."""

    def trips_with(weights, limit):
        if max(weights) > limit:
            return len(weights) + 1
        trips, left = 0, 0
        for weight in weights:
            if weight > left:
                trips, left = trips + 1, limit
            left -= weight
        return trips

    random = Random(0)
    for _ in range(14):
        weights = [random.randint(1, 12) for _ in range(random.randint(1, 9))]
        trips = random.randint(1, len(weights))
        limit = candidate(list(weights), trips)
        assert trips_with(weights, limit) <= trips
        assert trips_with(weights, limit - 1) > trips
        assert candidate(weights[::-1], trips) == limit
        assert max(weights) <= candidate(list(weights), trips + 1) <= limit
        assert candidate([3 * weight for weight in weights], trips) == 3 * limit


def check_sort_by_score(candidate):
    """A permutation with falling scores in which equal scores keep their order."""
    random = Random(0)
    for _ in range(25):
        size = random.randint(0, 12)
        entries = [(f"n{index}", random.randint(-3, 3)) for index in range(size)]
        random.shuffle(entries)
        result = candidate(list(entries))
        assert sorted(result) == sorted(entries)
        for earlier, later in pairwise(result):
            assert earlier[1] >= later[1]
            if earlier[1] == later[1]:
                assert entries.index(earlier) < entries.index(later)
        assert candidate(list(result)) == result


def check_split_csv_line(candidate):
    """Fields survive being written as a line and split again."""
    random = Random(0)
    for _ in range(60):
        fields, written = [], []
        for _ in range(random.randint(1, 5)):
            field = "".join(random.choices('ab ,"', k=random.randint(0, 5)))
            quoted = '"' + field.replace('"', '""') + '"'
            plain = "," not in field and '"' not in field
            fields.append(field)
            written.append(field if plain and random.random() < 0.7 else quoted)
        assert candidate(",".join(written)) == fields


def check_split_evenly(candidate):
    """The parts join to the input; their lengths fall and differ by at most one."""
    random = Random(0)
    for _ in range(50):
        values = [random.randint(0, 9) for _ in range(random.randint(0, 20))]
        parts = random.randint(1, 9)
        result = candidate(list(values), parts)
        assert len(result) == parts
        joined = []
        for part in result:
            joined.extend(part)
        assert joined == values
        lengths = [len(part) for part in result]
        assert lengths == sorted(lengths, reverse=True)
        assert lengths[0] - lengths[-1] <= 1


def check_squeeze_repeats(candidate):
    """Runs made at random are cut to the limit, also backwards and repeatedly."""
    random = Random(0)
    for _ in range(12):
        letters = "xyz xz"[: random.randint(0, 6)]
        runs = [(character, random.randint(1, 5)) for character in letters]
        text = "".join(character * length for character, length in runs)
        limit = random.randint(1, 5)
        short = candidate(text, limit)
        assert short == "".join(c * (n if n < limit else limit) for c, n in runs)
        assert candidate(short, limit) == short
        assert candidate(text[::-1], limit) == short[::-1]
        assert candidate(text, len(text)) == text
        assert candidate(text, 0) == ""


def check_union_of_spans(candidate):
    """Same integers, gaps between the spans, order of the input does not matter."""
    random = Random(0)
    for _ in range(18):
        spans = []
        for _ in range(random.randint(1, 7)):
            start = random.randint(-15, 25)
            spans.append((start, start + random.randint(0, 6)))
        merged = candidate(list(spans))
        before = {n for start, end in spans for n in range(start, end + 1)}
        after = [n for start, end in merged for n in range(start, end + 1)]
        assert after == sorted(before)
        for earlier, later in pairwise(merged):
            assert earlier[1] + 1 < later[0]
        assert all(isinstance(span, tuple) and len(span) == 2 for span in merged)
        assert candidate(list(merged)) == merged
        random.shuffle(spans)
        assert candidate(spans + spans[:2]) == merged


def check_water_held_by_walls(candidate):
    """Counting cell by cell agrees, and so do mirrored and walled-in rows."""
    random = Random(0)
    for _ in range(14):
        heights = [random.randint(0, 7) for _ in range(random.randint(1, 12))]
        water = candidate(list(heights))
        expected = 0
        for index, height in enumerate(heights):
            for level in range(height, max(heights)):
                left = any(other > level for other in heights[:index])
                right = any(other > level for other in heights[index + 1 :])
                expected += left and right
        assert water == expected
        assert candidate(heights[::-1]) == water
        assert candidate([0, *heights, 0, 0]) == water
        basin = [9, *heights, 9]
        assert candidate(basin) == 9 * len(heights) - sum(heights)


def check_wildcard_match(candidate):
    """A text fits itself with signs put in; a lost or extra character spoils it."""
    random = Random(0)
    for _ in range(10):
        text = "".join(random.choices("ab.?*", k=random.randint(1, 7)))
        text = text.replace("*", "c").replace("?", "d")
        spot = random.randrange(len(text))
        end = random.randint(spot, len(text))
        single = text[:spot] + "?" + text[spot + 1 :]
        starred = text[:spot] + "*" + text[end:]
        assert candidate(single, text) is True
        assert candidate(starred, text) is True
        assert candidate(single, text + "a") is False
        assert candidate(starred + "?", text + "Z") is True
        assert candidate(starred + "Z", text) is False
        assert candidate("?" * len(text) + "?*", text) is False


def check_wrap_words(candidate):
    """No word is lost, lines are short enough, and no word fits one line earlier."""
    random = Random(0)
    for _ in range(60):
        words = ["w" * random.randint(1, 7) for _ in range(random.randint(0, 9))]
        words = [word[:-1] + random.choice("xyz") for word in words]
        width = random.randint(1, 15)
        lines = candidate(random.choice([" ", "  "]).join(words), width)
        assert [word for line in lines for word in line.split(" ")] == words
        for line in lines:
            assert len(line) <= width or " " not in line
        for line, following in pairwise(lines):
            assert len(line) + 1 + len(following.split()[0]) > width


def check_write_in_base(candidate):
    """int() reads the text back, and the text has the usual form."""
    random = Random(0)
    for base in [2, 3, 8, 10, 11, 16, 35, 36] * 3:
        number = random.randint(-(base**4), base**4)
        text = candidate(number, base)
        assert int(text, base) == number
        assert text == text.lower().strip()
        assert not text.lstrip("-").startswith("0") or number == 0
    for base in range(2, 37, 3):
        assert candidate(0, base) == "0"
        power = base ** random.randint(1, 6)
        assert candidate(power, base).strip("0") == "1"
        assert len(set(candidate(1 - power, base))) == 2
