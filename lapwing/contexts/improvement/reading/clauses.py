"""Where a run-on text whose list marks were lost may split: the grammar of clauses, as rules over its words.

Every rule answers for one place between two words whether an item begins there. The rules look at what
the word before needs, at capital letters that no name explains, at verbs on both sides, and at the form
of the first item (*Delivering …*, *implementing …*, *complete …*), which the later items repeat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.lexicon import Lexicon
from lapwing.contexts.improvement.reading.words import (
    CHANGES,
    NEED_MORE,
    OPENERS,
    PLAN_VERBS,
    QUESTION_WORDS,
    asks,
    bare,
    ends_sentence,
    is_acronym,
    is_capital,
    is_finite,
    is_gerund,
    is_predicate,
    needs_more,
)

LEAST_WORDS = 3
_REACH = 8
_IN_SUBJECT = frozenset({"and", "or", "&", "of", "on", "in", "for", "from", "with", "local", "annual"})
_LEADS_VERB = frozenset({"to", "will", "and", "can", "must", "should", "we", "they", "not"})
_JOINS_ON = ("/", "-", "–", "—", "(", "&", ":", "..", "…")


@dataclass(frozen=True)
class Place:
    """The gap before ``words[at]`` in an item that began at ``start``; ``stem`` is what led into the list."""

    words: list[str]
    start: int
    at: int
    lexicon: Lexicon

    @property
    def word(self) -> str:
        return self.words[self.at]

    @property
    def before(self) -> str:
        return self.words[self.at - 1]

    @property
    def left(self) -> list[str]:
        return self.words[self.start : self.at]

    @property
    def right(self) -> list[str]:
        return self.words[self.at :]

    @property
    def bracketed(self) -> bool:
        """Inside brackets that opened in this item, or right after a word that joins on."""
        left = " ".join(self.left)
        return left.count("(") > left.count(")") or self.before.endswith(_JOINS_ON)

    @property
    def open_ended(self) -> bool:
        """The word before needs more after it."""
        return needs_more(self.before)


Rule = Callable[[Place], bool]


def begins_item(place: Place) -> bool:
    """Whether an item begins at the place."""
    if place.bracketed or len(place.right) < LEAST_WORDS:
        return False
    return _rules_for(place.words)(place)


def _rules_for(words: list[str]) -> Rule:
    """The rules that suit the form of the first item."""
    if is_gerund(words[0]) and _repeats(words, is_gerund):
        return _gerunds
    return _capitals if is_capital(words[0]) or not words[0][:1].isalpha() else _small_letters


def _repeats(words: list[str], form: Callable[[str], bool]) -> bool:
    """The form of the first word is met again, with the same first letter case, where an item could begin."""
    return any(
        form(word) and is_capital(word) == is_capital(words[0]) and bare(before).casefold() not in NEED_MORE
        for before, word in zip(words[LEAST_WORDS - 1 :], words[LEAST_WORDS:], strict=False)
    )


def _gerunds(place: Place) -> bool:
    """*Delivering … Reviewing … Completing …*: each item begins with its own gerund, in the same case."""
    if ends_sentence(place.before):
        return is_capital(place.word) or is_gerund(place.word)
    if place.before.endswith(",") or place.open_ended or len(place.left) < LEAST_WORDS:
        return False
    same_case = is_capital(place.word) == is_capital(place.words[0])
    return same_case and is_gerund(place.word) and not is_gerund(place.before)


def _small_letters(place: Place) -> bool:
    """Items in small letters: after a sentence, at a repeated verb after a comma, at a question word."""
    if len(place.left) < LEAST_WORDS:
        return False
    if ends_sentence(place.before):
        return True
    word = bare(place.word).casefold()
    if place.before.endswith(","):
        return _is_verb(place.words[0]) and _is_verb(word) and not _is_verb(place.before) and _room(place)
    return word in QUESTION_WORDS and not asks(place.before) and not _is_verb(place.before)


def _is_verb(word: str) -> bool:
    return bare(word).casefold() in PLAN_VERBS


def _room(place: Place) -> bool:
    """Enough words on both sides for two items, so that a list of verbs in one item is left whole."""
    return len(place.left) > LEAST_WORDS + 1 and len(place.right) > LEAST_WORDS + 1


def _capitals(place: Place) -> bool:
    """Items that begin with a capital letter, a figure in per cent or an opening quotation mark."""
    word = place.word
    if ends_sentence(place.before):
        return is_capital(word) or (word[:1].isdigit() and len(place.left) >= LEAST_WORDS)
    if place.open_ended or len(place.left) < LEAST_WORDS:
        return False
    if word[:1].isdigit():
        return "%" in word and bare(place.before).casefold() not in CHANGES and not place.before.endswith(",")
    if not is_capital(word):
        return False
    return _capital_word(place)


def _capital_word(place: Place) -> bool:
    word = place.word
    if place.before.endswith(","):
        return not is_acronym(word) and place.lexicon.is_common(word) and _predicate_near(place, is_predicate)
    if bare(word).casefold() in OPENERS:
        return True
    if is_capital(place.before):
        return _after_capital(place)
    if is_acronym(word) or _is_name(place):
        return _has_predicate(place.left) and _subject_then_verb(place) and not _takes_object(place)
    return not (_takes_object(place) and len(place.right) > 1 and is_capital(place.right[1]))


def _after_capital(place: Place) -> bool:
    """A capital after a capital begins an item only where a known name ends and no known name goes on."""
    if place.lexicon.name_crosses(place.words, place.at):
        return False
    known = place.lexicon.name_ends(place.words, place.at)
    if is_acronym(place.word) or _is_name(place):
        return known and _has_predicate(place.left) and _subject_then_verb(place)
    return known or (_has_predicate(place.left) and _subject_then_verb(place))


def _is_name(place: Place) -> bool:
    """Never met in small letters, and part of a name elsewhere."""
    plain = bare(place.word)
    return not place.lexicon.is_common(plain) and any(plain in name for name in place.lexicon.names)


def _takes_object(place: Place) -> bool:
    """The word before is a verb, whose object a name would be (*meeting Leaders*, *will read NICE*)."""
    if is_gerund(place.before):
        return True
    led_in = len(place.left) > 1 and bare(place.left[-2]).casefold() in _LEADS_VERB
    return led_in and _is_verb(place.before)


def _has_predicate(words: list[str]) -> bool:
    return any(map(is_predicate, words))


def _predicate_near(place: Place, predicate: Callable[[str], bool]) -> bool:
    return any(predicate(word) for word in place.right[1:_REACH])


def _subject_then_verb(place: Place) -> bool:
    """What follows is a noun phrase with its verb, and the word before is not a verb that it completes."""
    if is_finite(place.before):
        return False
    for word in place.right[1:_REACH]:
        if is_finite(word):
            return True
        if bare(word).casefold() in NEED_MORE - _IN_SUBJECT or word.endswith(","):
            return False
    return False
