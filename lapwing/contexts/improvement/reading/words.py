"""Classes of English words that tell where one clause ends and the next begins."""

from __future__ import annotations

import re


def word_class(words: str) -> frozenset[str]:
    """The words of a text as a set: long classes stay readable."""
    return frozenset(words.split())


# Words that need more after them: no clause ends with one, so no item begins after one.
NEED_MORE = word_class(
    """
    a an the this that these those its their our your his her my each every all any some no both
    either of to in on at by for from with within without into onto over under across between among
    through throughout during via per than as against towards toward around about alongside
    including regarding following and or but nor & + if when where while because so which who whom
    whose whether how what why will would can could shall should may might must is are was were be
    been being am has have had do does did not more most less very too least above below new
    relevant other such same own appropriate wider further additional existing current local annual
    regular clear
    """
)

# Capitalised in the middle of a text that lost its marks, these begin a sentence.
OPENERS = word_class(
    """
    a an the this that these those there all each every any some no both we you they it our their
    your when where while if as after before once by to in for with more most fewer less
    """
)

FINITE = word_class(
    """
    will would can could shall should may might must is are was were be has have had do does did
    show shows indicate indicates include includes demonstrate demonstrates report reports reflect
    reflects feel feels receive receives improve improves confirm confirms know knows say says
    understand understands agree agrees continue continues evidence evidences rise rises fall falls
    increase increases decrease decreases meet meets need needs remain remains become becomes
    provide provides
    """
)

IRREGULAR_PARTICIPLES = word_class(
    "held met made led built set put given taken shown driven written kept sent run begun chosen"
)

# Words in -ing that name a thing in this field, so that one of them does not begin an item by its form.
ING_NOUNS = word_class(
    """
    training planning learning wellbeing well-being meeting funding setting building housing nursing
    parenting briefing screening timing waiting living hearing understanding wording spending
    staffing ongoing existing morning evening including regarding following according using being
    during wing king ring spring string something anything everything nothing
    """
)

# Verbs that an action begins with, in their base form.
PLAN_VERBS = word_class(
    """
    agree align appoint arrange assess audit begin build capture carry check clarify co-design
    co-produce collect commission communicate complete conduct confirm consult contact create define
    deliver demonstrate describe design develop distribute embed encourage engage enhance ensure
    establish evaluate expand explore extend finalise formulate gather hold identify implement
    improve include increase introduce invest investigate invite issue launch lead make map monitor
    offer organise plan pilot prepare present produce promote provide publish raise recruit reduce
    refine refresh report review revise roll run schedule secure send set share sign simplify
    strengthen streamline submit support survey test track train transfer triage undertake update
    use work write
    """
)

# After these a number belongs to what stands before it.
CHANGES = word_class(
    """
    increased increase increasing increases reduced reduce reducing reduces improved improve
    improving rise rises rising rose fall falls falling decreased decrease decreases reach reaches
    reaching reached achieve achieves achieved achieving minimum maximum approximately around over
    under nearly almost only remaining up down
    """
)

QUESTION_WORDS = word_class("how what whether why")
_ASKING = word_class(
    """
    understand understanding know see show shows clarify explain describe identify agree consider
    decide determine set say says review assess on of about in
    """
)

_LEADS_ON = re.compile(r"(?:^|\W)(?:e\.g|i\.e|vs|nos?|approx|incl|dr|mrs?|ms|dir|dept|st)\.$", re.IGNORECASE)
_SHORTENED = re.compile(r"(?:^|\W)etc\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;!?][\"'”’)]*$")


def bare(word: str) -> str:
    """The word without the punctuation around it."""
    return word.strip(".,;:!?\"'“”‘’()[]")


def ends_sentence(word: str) -> bool:
    """Whether a full stop, semicolon or question mark ends a sentence here. Dots in a row do not."""
    if word.endswith("..") or _LEADS_ON.search(word) or _SHORTENED.search(word):
        return False
    return bool(_SENTENCE_END.search(word))


def needs_more(word: str) -> bool:
    """No clause ends with the word: an article, a preposition, an auxiliary, or a short form (*e.g.*)."""
    return bare(word).casefold() in NEED_MORE or bool(_LEADS_ON.search(word))


def is_acronym(word: str) -> bool:
    """Two capitals or more, as in a short form; a plural *s* is allowed."""
    return sum(letter.isupper() for letter in bare(word)) >= 2


def is_capital(word: str) -> bool:
    """Begins with a capital letter, after any opening quotation mark or bracket."""
    return bare(word)[:1].isupper()


def is_finite(word: str) -> bool:
    return bare(word).casefold() in FINITE


def is_predicate(word: str) -> bool:
    """A finite verb, or a participle as in the short style of plans (*newsletter created and circulated*)."""
    plain = bare(word).casefold()
    return plain in FINITE or plain in IRREGULAR_PARTICIPLES or (plain.endswith("ed") and len(plain) > 4)


def is_gerund(word: str) -> bool:
    """A verb in -ing that can begin an item (*delivering …*), not one of the nouns in -ing."""
    plain = bare(word).casefold()
    return plain.endswith("ing") and len(plain) > 5 and plain not in ING_NOUNS


def asks(word: str) -> bool:
    """Whether a question word after this one belongs to it (*understand how …*)."""
    plain = bare(word).casefold()
    return plain in _ASKING or plain in NEED_MORE
