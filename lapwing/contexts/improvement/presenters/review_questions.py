"""The questions of a draft as cards: one for each kind and set of choices, the weightiest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action, Plan, Question, Span
from lapwing.contexts.improvement.presenters.review_sources import Sources
from lapwing.contexts.improvement.reviewing.answers import AS_READ, is_carried_out
from lapwing.contexts.improvement.rules.questions import order_of, title_of

SPLITS = frozenset({"text.split", "owner.split"})
_MOST_PLACES = 6


@dataclass(frozen=True)
class Asked:
    """One question. ``cells`` are the pieces that each cell in doubt is divided into as it was read."""

    number: int
    text: str
    raw: str
    places: tuple[tuple[str, str], ...]
    more_places: int
    lines: Span | None
    cells: tuple[tuple[str, ...], ...]
    later: bool


@dataclass(frozen=True)
class Card:
    """Questions that one answer can settle; ``first`` is shown large, and ``others`` are like it.

    ``confirms``: they only ask whether the reading is right. ``is_carried_out``: an answer changes the draft.
    """

    code: str
    title: str
    choices: tuple[str, ...]
    is_split: bool
    as_read: bool
    confirms: bool
    is_carried_out: bool
    first: Asked
    others: tuple[Asked, ...]

    @property
    def count(self) -> int:
        return 1 + len(self.others)


@dataclass(frozen=True)
class Answered:
    """An answer given; ``anchor`` is where a reading that was said to be wrong is corrected by hand."""

    title: str
    text: str
    answer: str
    anchor: str


@dataclass(frozen=True)
class QuestionsSeen:
    """``cards`` are what is unclear, ``to_confirm`` what was settled and should be looked at once, and
    ``notes`` what is only worth knowing."""

    cards: tuple[Card, ...]
    to_confirm: tuple[Card, ...]
    later: tuple[Card, ...]
    notes: tuple[Asked, ...]
    answered: tuple[Answered, ...]
    open: int
    asked: int

    @property
    def done(self) -> int:
        return self.asked - self.open

    @property
    def confirm_numbers(self) -> tuple[int, ...]:
        """The questions that one click confirms."""
        return tuple(asked.number for card in self.to_confirm for asked in (card.first, *card.others))

    @property
    def confirm_count(self) -> int:
        return len(self.confirm_numbers)

    @property
    def cards_in_words(self) -> str:
        """How many cards there are, as a sentence begins with it."""
        words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
        return words[len(self.cards)] if len(self.cards) < len(words) else str(len(self.cards))


def questions_seen(
    plan: Plan, open_numbers: Sequence[int], later: frozenset[int], sources: Sources
) -> QuestionsSeen:
    """The questions of a plan; ``open_numbers`` (from 0) are those that nobody has answered."""
    notes = [n for n in open_numbers if is_note(plan.questions[n])]
    real = [n for n in open_numbers if not is_note(plan.questions[n])]
    now = [n for n in real if n not in later]
    answered = [q for q in plan.questions if q.answer is not None]
    answered_real = [q for q in answered if not is_note(q)]
    return QuestionsSeen(
        cards=_cards(plan, [n for n in now if not confirms(plan.questions[n])], later, sources),
        to_confirm=_cards(plan, [n for n in now if confirms(plan.questions[n])], later, sources),
        later=_cards(plan, [n for n in real if n in later], later, sources),
        notes=tuple(_asked(plan, n, later, sources) for n in notes),
        answered=tuple(
            Answered(title_of(q.code), q.text, q.answer or "", _to_correct(plan, q)) for q in answered
        ),
        open=len(real),
        asked=len(real) + len(answered_real),
    )


def _to_correct(plan: Plan, question: Question) -> str:
    """Where to go when an answer says what should be otherwise, and by itself changes nothing."""
    answer = question.answer or ""
    says_no = answer.casefold().startswith("no") and confirms(question)
    in_words = answer not in (AS_READ, *question.choices) and not is_carried_out(question.code)
    if not (says_no or in_words):
        return ""
    return next(filter(None, (anchor_of(plan, key) for key in question.where)), "")


def confirms(question: Question) -> bool:
    """Whether a question only asks if its reading is right, so that "yes" changes nothing."""
    is_split = question.code in SPLITS and bool(question.raw)
    says_yes = bool(question.choices) and question.choices[0].casefold().startswith("yes")
    return is_split or says_yes or question.text.rstrip().endswith("Is that right?")


def is_note(question: Question) -> bool:
    """Whether it tells something worth knowing and asks nothing."""
    return question.code.startswith("note.")


def _cards(plan: Plan, numbers: Sequence[int], later: frozenset[int], sources: Sources) -> tuple[Card, ...]:
    alike: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number in numbers:
        question = plan.questions[number]
        alike.setdefault((question.code, question.choices), []).append(number)
    cards = [_card(plan, same, later, sources) for same in alike.values()]
    return tuple(sorted(cards, key=lambda card: (order_of(card.code), card.code)))


def _card(plan: Plan, numbers: Sequence[int], later: frozenset[int], sources: Sources) -> Card:
    asked = [_asked(plan, number, later, sources) for number in numbers]
    question = plan.questions[numbers[0]]
    is_split = question.code in SPLITS and bool(question.raw)
    choices = () if is_split else question.choices
    return Card(
        code=question.code,
        title=title_of(question.code),
        choices=choices,
        is_split=is_split,
        as_read=not choices,
        confirms=confirms(question),
        is_carried_out=is_carried_out(question.code),
        first=asked[0],
        others=tuple(asked[1:]),
    )


def _asked(plan: Plan, number: int, later: frozenset[int], sources: Sources) -> Asked:
    question = plan.questions[number]
    is_split = question.code in SPLITS and bool(question.raw)
    return Asked(
        number=number,
        text=question.text,
        raw=question.raw or "",
        # only of those shown: a question may be about thousands
        places=tuple((key, anchor_of(plan, key)) for key in question.where[:_MOST_PLACES]),
        more_places=max(0, len(question.where) - _MOST_PLACES),
        lines=sources.of_question(question.where, question.raw),
        cells=pieces_of(plan, question) if is_split else (),
        later=number in later,
    )


def anchor_of(plan: Plan, key: str) -> str:
    """The id on the page of what a question names; empty when it has none."""
    whole = key.partition("/")[0]
    for name in (key, whole):
        number = next((n for n, action in enumerate(plan.actions) if action.key == name), None)
        if number is not None:
            return f"action-{number}"
        number = next((n for n, measure in enumerate(plan.measures) if measure.key == name), None)
        if number is not None:
            return f"measure-{number}"
    return ""


def pieces_of(plan: Plan, question: Question) -> tuple[tuple[str, ...], ...]:
    """Each cell of a question as it is divided now; a cell that stands nowhere is one piece."""
    runs = [run for action in plan.actions if action.key in question.where for run in _runs(action)]
    return tuple(
        next((items for run in runs if (items := _items(run, cell))), (cell,))
        for cell in (question.raw or "").split("\n")
    )


def _runs(action: Action) -> tuple[tuple[str, ...], ...]:
    return (
        tuple(criterion.text for criterion in action.success_criteria),
        tuple(milestone.text for milestone in action.milestones),
        action.owners,
    )


def _items(run: Sequence[str], cell: str) -> tuple[str, ...]:
    """The neighbouring texts that have the words of a cell together."""
    wanted = _words([cell])
    for first in range(len(run)):
        for last in range(first + 1, len(run) + 1):
            if _words(run[first:last]) == wanted:
                return tuple(run[first:last])
    return ()


def _words(texts: Sequence[str]) -> list[str]:
    """The words to compare, without the punctuation that dividing may take off their ends."""
    return [plain for text in texts for word in text.split() if (plain := word.rstrip(",;"))]


__all__ = ["AS_READ", "Answered", "Asked", "Card", "QuestionsSeen", "is_note", "pieces_of", "questions_seen"]
