"""A measure table of an invented area, flattened as PDF text is: every trouble of such tables, invented."""

from __future__ import annotations

from lapwing.contexts.improvement.interchange import Action, Measure, Question
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.measure_across import ask_across_measures
from lapwing.contexts.improvement.reading.measure_tables import read_measure_tables

TITLES = """ SUCCESS MEASURE\x20
FOR\x20

Theme 1\x20
Baseline performance Target Source\x20

"""

SINGLE = """7.1.1\x20

Fewer pupils in Alderbrook\x20
wait for a first visit\x20

Baseline FY 21/22  31%\x20

By June\x20
23

By June\x20
24

By June\x20
25

Visits\x20
ledger\x20
26% 22% 15%\x20

"""

GROUPED = """7.1.2 &\x20
7.1.3 a\x20

&\x20
7.1.4\x20

Reading clubs and libraries reach\x20
more families\x20

Baseline 21/22\x20

10-day reply given at 17%\x20

30-day visit made is 38%\x20

by Nov\x20
23

by Nov 24 by Nov 25\x20

Desk / Log\x20

10-day\x20
reply\x20
at 50%\x20

10-day\x20
reply\x20
at 60%\x20

10-day\x20
reply at\x20

70%\x20

30-day\x20
visit at\x20
45%\x20

30-day\x20
visit at\x20
55%\x20

30-day\x20
visit at\x20
65%\x20

"""

GRADED = """7.2.1\x20

The quality of letters will improve\x20

Baseline March 2022\x20
(based on a monthly sample of 12 letters)\x20

By Mar\x20

23\x20
Based on\x20

18 letters\x20

a month\x20

By Mar 24\x20
Based on 24\x20
letters a\x20

month\x20

Letter\x20
Check 9\x20



• HI ‘high’ - 30% (41% national average)\x20

• MD ‘middling’ - 45% ( 38%\x20

national average)\x20

• LO ‘low’- 25% (21% national aver-
age)\x20

HI 40%\x20
MD 40%\x20
LO 15 %\x20

HI 55%\x20

MD 30%\x20
LO 10%\x20

"""

RELATIVE = """7.3.1\x20

Growth in the share of clubs with\x20
a ramp\x20

Target 100% of all 40 clubs\x20
\x20
Baseline March 2022 60%\x20

By Mar 23 By Mar 24\x20

Clubs\x20
register\x20
+ 25% +15%\x20

"""

RANGE_WITHOUT_REFERENCE = """Average score of club visits\x20
goes up\x20

Baseline March 2022\x20
Average 2.1 clubs visited (scale 0-5)\x20

By Mar 23 By Mar 24\x20
Clubs register\x20

2.4-2.6 3.0-3.2\x20

"""

WITHOUT_BASELINE = """7..4.1\x20

Share of notes and calls answered in time will increase\x20

New measurement no baseline yet\x20

Notes answered in time\x20
Calls answered in time\x20

By Mar 23 By Mar 24\x20

Phone log\x20
Notes\x20
at least 70%\x20

Notes\x20
at least 80%\x20

Calls\x20
at 60%\x20

Calls\x20
at 90%\x20

"""

SLIPPED = """7.5.1\x20

Parts P, Q and R of the plans are better\x20

Baseline March 2022\x20

▪ Part P 50% rated well\x20
▪ Part Q 20% rated well\x20
▪ Part R 80% rated well\x20

By March\x20
23

By Mar\x20
24

Plan check\x20

P 55% P 60%\x20

Q 30% Q 40%\x20

"""

INHERITED = """7.5.2\x20

Timely handing over of files to the next school\x20

Baseline FY\x20

91% are handed over on time (within the term)\x20

R 81% R 82%\x20

Office files\x20

93% 95%\x20

"""

POPULATIONS = """7.6.1\x20

Total number of early leavers and late\x20

starters\x20

Baseline Sep 22\x20
children\x20

Town\x20
Left: 400\x20
Began: 60\x20

Coast\x20
Left: 210\x20
Began: 4\x20

% decrease from baseline\x20

By Sep\x20
23

By Sep\x20
24

Left\x20
-10%\x20
Began\x20
-5%\x20

Left\x20
-4%\x20
Began\x20
-2%\x20

Left\x20
-20%\x20
Began\x20
-30%\x20

Left\x20
-5%\x20
Began\x20
-50%\x20

Roll book\x20

"""

ACTION_NUMBERS = ("7.1.1", "7.1.2", "7.1.3", "7.1.4", "7.2.1", "7.4.1", "7.5.1", "7.5.2", "7.6.1")


def actions(*numbers: str) -> tuple[Action, ...]:
    """Actions with these numbers; a number that comes again gets a key of its own."""
    return tuple(Action(key=f"A{index}-{ref}", ref=ref) for index, ref in enumerate(numbers))


def read(
    *rows: str, numbers: tuple[str, ...] = ACTION_NUMBERS
) -> tuple[tuple[Measure, ...], tuple[Question, ...]]:
    """Measures and questions of a table made of these rows under the usual titles."""
    doubts = Doubts()
    measures = read_measure_tables(lines_of(TITLES + "".join(rows)), actions(*numbers), doubts)
    ask_across_measures(measures, doubts)
    return measures, doubts.questions()
