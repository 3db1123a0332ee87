# ruff: noqa: B905 - these functions become part of answers, written as plainly as one would
"""Text: checks, cases, codes, counts."""

from __future__ import annotations

import re

from codegarden.synthesis.shelf.letters import K


def is_palindrome(text: str) -> bool:
    """Return whether a string is a palindrome, letters only and in any case."""
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]


def are_anagrams(a: str, b: str) -> bool:
    """Return whether two strings are anagrams."""
    return sorted(a) == sorted(b)


def is_pangram(text: str) -> bool:
    """Return whether a string is a pangram, contains every letter."""
    return set("abcdefghijklmnopqrstuvwxyz") <= set(text.lower())


def has_unique_letters(text: str) -> bool:
    """Return whether all characters of a string are unique, isogram."""
    return len(set(text)) == len(text)


def has_all_vowels(text: str) -> bool:
    """Return whether a string contains all vowels."""
    return set("aeiou") <= set(text.lower())


def count_vowels(text: str) -> int:
    """Count the vowels in a string."""
    return sum(c in "aeiouAEIOU" for c in text)


def count_consonants(text: str) -> int:
    """Count the consonants in a string."""
    return sum(c.isalpha() and c not in "aeiouAEIOU" for c in text)


def remove_vowels(text: str) -> str:
    """Remove the vowels from a string."""
    return "".join(c for c in text if c not in "aeiouAEIOU")


def reverse_vowels(text: str) -> str:
    """Reverse only the vowels of a string."""
    vowels = [c for c in text if c in "aeiouAEIOU"]
    return "".join(vowels.pop() if c in "aeiouAEIOU" else c for c in text)


def reverse_words(text: str) -> str:
    """Reverse the order of the words of a string."""
    return " ".join(text.split()[::-1])


def reverse_each_word(text: str) -> str:
    """Reverse each word of a string."""
    return " ".join(word[::-1] for word in text.split(" "))


def camel_to_snake(text: str) -> str:
    """Convert camel case to snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", text).lower()


def snake_to_camel(text: str) -> str:
    """Convert snake case to camel case."""
    return "".join(word.capitalize() for word in text.split("_"))


def first_repeated(items: list[K]) -> K:
    """Return the first repeated, duplicate element: that comes a second time."""
    seen = set()
    for x in items:
        if x in seen:
            return x
        seen.add(x)
    return None


def first_repeated_letter(text: str) -> str:
    """Return the first repeated character of a string."""
    return next((c for i, c in enumerate(text) if c in text[:i]), None)


def first_unrepeated_letter(text: str) -> str:
    """Return the first non-repeated character of a string."""
    return next((c for c in text if text.count(c) == 1), None)


def first_repeated_word(text: str) -> str:
    """Return the first repeated word of a string."""
    words = text.split()
    return next((w for i, w in enumerate(words) if w in words[:i]), None)


def most_frequent_letter(text: str) -> str:
    """Return the most frequent, common, maximum occurring character of a string."""
    return max(text, key=text.count)


def longest_word(text: str) -> str:
    """Return the longest word of a sentence."""
    return max(text.split(), key=len)


def run_length(text: str) -> str:
    """Compress a string by run length encoding."""
    runs = re.findall(r"((.)\2*)", text, re.S)
    return "".join(f"{letter}{len(run)}" for run, letter in runs)


def collapse_runs(text: str) -> str:
    """Remove consecutive duplicate characters of a string, multiple occurrence by single."""
    return re.sub(r"(.)\1+", r"\1", text)


def unique_letters(text: str) -> str:
    """Remove duplicate characters of a string."""
    return "".join(dict.fromkeys(text))


def unique_words(text: str) -> str:
    """Remove duplicate words of a string."""
    return " ".join(dict.fromkeys(text.split()))


def is_rotation(a: str, b: str) -> bool:
    """Return whether a string is a rotation of another."""
    return len(a) == len(b) and b in a + a


def are_isomorphic(a: str, b: str) -> bool:
    """Return whether two strings are isomorphic, follow the same pattern."""
    return len(a) == len(b) and len(set(zip(a, b))) == len(set(a)) == len(set(b))


def is_subsequence(a: str, b: str) -> bool:
    """Return whether a string is a subsequence of another."""
    letters = iter(b)
    return all(c in letters for c in a)


def count_subsequence(text: str, part: str) -> int:
    """Count the occurrences of a string as a subsequence of another."""
    ways = [1] + [0] * len(part)
    for c in text:
        for j in range(len(part), 0, -1):
            if part[j - 1] == c:
                ways[j] += ways[j - 1]
    return ways[-1]


def hamming(a: str, b: str) -> int:
    """Return the Hamming distance: positions at which two strings differ."""
    return sum(x != y for x, y in zip(a, b))


def is_balanced(text: str) -> bool:
    """Return whether brackets, parentheses are balanced, a valid expression."""
    stack = []
    for c in text:
        if c in "([{":
            stack.append(c)
        elif c in ")]}" and (not stack or stack.pop() + c not in ("()", "[]", "{}")):
            return False
    return not stack


def is_ip(text: str) -> bool:
    """Return whether a text is a valid IP address."""
    parts = text.split(".")
    return len(parts) == 4 and all(p.isdigit() and int(p) < 256 for p in parts)


def caesar(text: str, k: int) -> str:
    """Shift letters by k, Caesar cipher, encode."""
    shifted = ""
    for c in text:
        base = ord("a") if c.islower() else ord("A")
        shifted += chr((ord(c) - base + k) % 26 + base) if c.isalpha() else c
    return shifted


def count_letters_and_digits(text: str) -> tuple[int, int]:
    """Count the letters and digits of a string."""
    return sum(c.isalpha() for c in text), sum(c.isdigit() for c in text)


def count_cases(text: str) -> tuple[int, int]:
    """Count the upper case and lower case letters of a string."""
    return sum(c.isupper() for c in text), sum(c.islower() for c in text)


def longest_without_repeats(text: iter[K]) -> int:
    """Return the length of the longest contiguous part without repeats: no character twice."""
    best = start = 0
    for end in range(len(text)):
        while text[end] in text[start:end]:
            start += 1
        best = max(best, end - start + 1)
    return best


def palindromic_substrings(text: str) -> int:
    """Count the palindromic substrings of a string."""
    parts = [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]
    return sum(part == part[::-1] for part in parts)


def numbers_in(text: str) -> list[int]:
    """Extract the numbers, integers of a string."""
    return [int(n) for n in re.findall(r"\d+", text)]


def smallest_window(text: str, part: str) -> str:
    """Return the smallest window, substring that contains all characters of another string."""
    for size in range(len(part), len(text) + 1):
        for i in range(len(text) - size + 1):
            window = text[i : i + size]
            if all(window.count(c) >= part.count(c) for c in part):
                return window
    return ""


def common_prefix(words: list[str]) -> str:
    """Return the longest common prefix of strings."""
    prefix = min(words)
    while not all(word.startswith(prefix) for word in words):
        prefix = prefix[:-1]
    return prefix
