"""Text of a PDF that keeps its layout: labels stand on the left, their texts on the right, over some lines."""

from __future__ import annotations

from lapwing.contexts.improvement.files.tests.corpus.expected import Promise, Specimen, When

_TEXT = """Pellbrook Written Statement of Action
Action 1                     Agree with every school how its pupils
                             with sensory needs are supported
Due date                     29/08/2025
Responsible officer          Sensory Support Manager
Senior responsible officer   Director of Education
Success criteria              Each school has a named adviser
                              Pupils say that they can follow
                                 their lessons
Progress update              Visits to schools began in April.


Action 2                     Shorten the time in which equipment is repaired
Due date                     28/11/2025
Responsible officer          Equipment Store Manager
Senior responsible officer   Chief Nurse
Success criteria             Nine in ten repairs are done within a week
Progress update

Action 3                     Let young people choose how they take part
                             in their reviews
Due date                     27/02/2026
Responsible officer          Participation Worker
Senior responsible officer   Director of Education
Success criteria              Reviews are held where young people ask
                                 for them
                              Their words open each plan
Progress update              A panel of young people has met twice.
\x0c"""


def _promise(
    ref: str,
    text: str,
    day: tuple[str, str],
    people: tuple[str, str],
    criteria: tuple[str, ...],
    said: str | None,
) -> Promise:
    return Promise(
        ref=ref,
        text=text,
        due=(When(day[0], day[1], day[1]),),
        owners=(people[0],),
        accountable=(people[1],),
        criteria=criteria,
        progress=said,
    )


SPECIMEN = Specimen(
    file="pellbrook.txt",
    layout="text: labels beside their texts",
    build=_TEXT.encode,
    title="Pellbrook Written Statement of Action",
    questions=1,
    promises=(
        _promise(
            "1",
            "Agree with every school how its pupils with sensory needs are supported",
            ("29/08/2025", "2025-08-29"),
            ("Sensory Support Manager", "Director of Education"),
            ("Each school has a named adviser", "Pupils say that they can follow their lessons"),
            "Visits to schools began in April.",
        ),
        _promise(
            "2",
            "Shorten the time in which equipment is repaired",
            ("28/11/2025", "2025-11-28"),
            ("Equipment Store Manager", "Chief Nurse"),
            ("Nine in ten repairs are done within a week",),
            None,
        ),
        _promise(
            "3",
            "Let young people choose how they take part in their reviews",
            ("27/02/2026", "2026-02-27"),
            ("Participation Worker", "Director of Education"),
            ("Reviews are held where young people ask for them", "Their words open each plan"),
            "A panel of young people has met twice.",
        ),
    ),
)
