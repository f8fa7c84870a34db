"""The invented people: who they are, where they work, what they come for, and what they own in a plan.

Everybody lives in one of two invented areas. Addresses end in a name that can never receive post.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.registry.demonstration import EMAIL_ENDING
from lapwing.registry.models import OrganisationKind as Kind

ALDERBROOK, KINGSMERE = "Alderbrook", "Kingsmere"
BEGIN = {ALDERBROOK: date(2025, 9, 1), KINGSMERE: date(2026, 1, 5)}
PARTNERSHIP_NAMES = {
    ALDERBROOK: "Alderbrook SEND Partnership",
    KINGSMERE: "Kingsmere SEND and Inclusion Partnership",
}


@dataclass(frozen=True)
class Body:
    """An organisation and the areas in whose partnerships it takes part."""

    name: str
    kind: Kind
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Post:
    """A role held at an organisation; from the area's beginning unless a date is given."""

    role: str
    body: str
    area: str = ALDERBROOK
    to_date: date | None = None


@dataclass(frozen=True)
class Holding:
    """An owner role of a plan, as the plan prints it, held or stood in for."""

    role: str
    area: str = ALDERBROOK
    deputy: bool = False
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True)
class Person:
    name: str
    comes_for: str
    posts: tuple[Post, ...]
    holds: tuple[Holding, ...] = ()

    @property
    def short(self) -> str:
        """Given and family name in small letters ("ruth.okonjo"): what the data files call them."""
        words = [word for word in self.name.split() if word not in ("Dr", "Cllr")]
        return ".".join(word.replace("-", "").lower() for word in (words[0], words[-1]))

    @property
    def email(self) -> str:
        return f"{self.short}{EMAIL_ENDING}"


COUNCIL, K_COUNCIL = "Alderbrook Council", "Kingsmere Council"
ICB = "Tarn and Wendle ICB"
WENDLE, ORRINBANK = "Wendle Community NHS Trust", "Orrinbank NHS Foundation Trust"
FENMOOR, STEADFAST = "Fenmoor NHS Foundation Trust", "Steadfast Wheelchair Services"
FORUM, K_FORUM = "Alderbrook Parent Carer Forum", "Kingsmere Parent Carer Forum"
SCHOOL, SURGERY = "Harebell Primary School", "Curlew Lane Surgery"
PROGRAMME = "Eastern SEND Improvement Programme"

BODIES = (
    Body(COUNCIL, Kind.COUNCIL, (ALDERBROOK,)),
    Body(K_COUNCIL, Kind.COUNCIL, (KINGSMERE,)),
    Body(ICB, Kind.ICB, (ALDERBROOK, KINGSMERE)),
    Body(WENDLE, Kind.TRUST, (ALDERBROOK,)),
    Body(ORRINBANK, Kind.TRUST, (ALDERBROOK,)),
    Body(FENMOOR, Kind.TRUST, (KINGSMERE,)),
    Body(STEADFAST, Kind.PROVIDER, (KINGSMERE,)),
    Body(FORUM, Kind.FORUM, (ALDERBROOK,)),
    Body(K_FORUM, Kind.FORUM, (KINGSMERE,)),
    Body(SCHOOL, Kind.SCHOOL, (ALDERBROOK,)),
    Body(SURGERY, Kind.GP_PRACTICE, (ALDERBROOK,)),
    Body(PROGRAMME, Kind.OTHER, (ALDERBROOK,)),
)

PEOPLE = (
    Person(
        "Priya Sandhu",
        "Chases updates and makes the board pack.",
        (Post("programme-manager", COUNCIL),),
    ),
    Person(
        "Ruth Okonjo",
        "Sees her actions, says how they stand and explains what is late.",
        (Post("action-owner", COUNCIL),),
        (
            Holding("Assistant Director SEND and Inclusion (Alderbrook Council)"),
            Holding(
                "Head of Virtual School and Alternative Provision (Alderbrook Council)",
                deputy=True,
                from_date=date(2026, 9, 1),
            ),
        ),
    ),
    Person(
        "Zainab Iqbal",
        "Stands in for the Assistant Director and posts the updates of her team.",
        (Post("action-owner", COUNCIL),),
        (Holding("Assistant Director SEND and Inclusion (Alderbrook Council)", deputy=True),),
    ),
    Person(
        "Graham Pellow",
        "Reads one page before the board: what is on track, what is not, what changed.",
        (Post("board-member", COUNCIL), Post("action-owner", COUNCIL)),
        (Holding("Director of Education and Skills (Alderbrook Council)"),),
    ),
    Person(
        "Cllr Nasreen Malik",
        "Asks at scrutiny whether families notice a difference.",
        (Post("councillor", COUNCIL),),
    ),
    Person(
        "Dr Tobias Wren",
        "Answers for the health actions at the ICB's own board.",
        (Post("icb-executive", ICB),),
    ),
    Person(
        "Leila Haddad",
        "Brings what families say, and looks whether it changed anything.",
        (Post("parent-carer-representative", FORUM), Post("action-owner", FORUM)),
        (Holding("Chair of Alderbrook Parent Carer Forum"),),
    ),
    Person(
        "Callum Reid",
        "Looks up what the plan promises about the cases he carries.",
        (Post("ehc-coordinator", COUNCIL),),
    ),
    Person(
        "Bronwen Pugh",
        "Sees where the delays come from and what her team has promised.",
        (Post("send-team-manager", COUNCIL), Post("action-owner", COUNCIL)),
        (Holding("SEND Casework Team Manager (Alderbrook Council)"),),
    ),
    Person(
        "Dr Sunil Mehta",
        "Sends advice, and leads the single assessment pathway.",
        (Post("advice-giver", WENDLE), Post("action-owner", WENDLE)),
        (Holding("Consultant Community Paediatrician (Wendle Community NHS Trust)"),),
    ),
    Person(
        "Ines Carvalho",
        "Writes psychological advice and teaches others to write theirs.",
        (Post("advice-giver", COUNCIL), Post("action-owner", COUNCIL)),
        (Holding("Principal Educational Psychologist (Alderbrook Council)"),),
    ),
    Person(
        "Mei-Ling Zhao",
        "Reports on therapy waits and on the posts that cannot be filled.",
        (Post("action-owner", WENDLE),),
        (Holding("Head of Children's Therapies (Wendle Community NHS Trust)"),),
    ),
    Person(
        "Fiona Galbraith",
        "Holds the health part of plans together and unblocks late advice.",
        (Post("dco", ICB), Post("action-owner", ICB)),
        (Holding("Designated Clinical Officer (Tarn and Wendle ICB)"),),
    ),
    Person(
        "Jerome Baptiste",
        "Looks which reviews are due at his school and what the plan says about them.",
        (Post("senco", SCHOOL),),
    ),
    Person(
        "Agnieszka Nowak",
        "Keeps one list across providers and says who waits longest.",
        (Post("waiting-list-manager", WENDLE), Post("action-owner", WENDLE)),
        (Holding("Waiting List Manager (Wendle Community NHS Trust)"),),
    ),
    Person(
        "Amara Nwosu",
        "Commissions for both areas and compares how they do.",
        (
            Post("icb-commissioner", ICB),
            Post("action-owner", ICB),
            Post("icb-commissioner", ICB, KINGSMERE),
            Post("action-owner", ICB, KINGSMERE),
        ),
        (
            Holding("Children's Delivery Manager (Tarn and Wendle ICB)"),
            Holding("Children's Commissioning Manager (Tarn and Wendle ICB)", KINGSMERE),
        ),
    ),
    Person(
        "Yusuf Demir",
        "Draws the month's sample, and shows what the audits found.",
        (Post("quality-lead", COUNCIL), Post("action-owner", COUNCIL)),
        (Holding("SEND Quality Lead (Alderbrook Council)"),),
    ),
    Person(
        "Dr Hannah Ofori",
        "Acknowledges the plans of her patients.",
        (Post("gp-practice", SURGERY),),
    ),
    Person(
        "Sian Llewellyn",
        "Wants to know where her daughter's review has got to.",
        (Post("parent-carer", FORUM),),
    ),
    Person(
        "Kit Marlow",
        "Takes the figures out for the returns.",
        (Post("data-analyst", COUNCIL), Post("action-owner", COUNCIL)),
        (Holding("Children's Data Manager (Alderbrook Council)"),),
    ),
    Person(
        "Oluwaseun Adeyemi",
        "Checks who saw and changed what, and on which basis.",
        (Post("information-governance-lead", COUNCIL),),
    ),
    Person(
        "Grace Tully",
        "Invites people, gives them their roles and ends them.",
        (Post("partnership-administrator", COUNCIL),),
    ),
    Person(
        "Margaret Vance",
        "Answers to government for the whole of it, and reads until the end of the plan.",
        (Post("accountable-officer", COUNCIL, to_date=date(2027, 12, 31)),),
    ),
    Person(
        "Desmond Clarke",
        "Advises until next summer and asks how we know.",
        (Post("outside-adviser", PROGRAMME, to_date=date(2027, 7, 31)),),
    ),
    Person(
        "Eleri Watkin",
        "Leads the work with schools.",
        (Post("action-owner", COUNCIL),),
        (Holding("Head of Inclusion and Outreach (Alderbrook Council)"),),
    ),
    Person(
        "Dami Fashola",
        "Leads preparation for adulthood, and chases employers.",
        (Post("action-owner", COUNCIL),),
        (Holding("Preparing for Adulthood Lead (Alderbrook Council)"),),
    ),
    # Left in the summer; the actions that were his show what a gap does.
    Person(
        "Peter Hollins",
        "Led alternative provision until he left.",
        (Post("action-owner", COUNCIL, to_date=date(2026, 8, 31)),),
        (
            Holding(
                "Head of Virtual School and Alternative Provision (Alderbrook Council)",
                to_date=date(2026, 8, 31),
            ),
        ),
    ),
    # Belongs to the other area only: must see nothing of Alderbrook.
    Person(
        "Rhys Calloway",
        "Runs the plan of Kingsmere and has no business in Alderbrook's.",
        (Post("programme-manager", K_COUNCIL, KINGSMERE),),
    ),
    Person(
        "Salma Rahim",
        "Owns the council's part of Kingsmere's plan.",
        (Post("action-owner", K_COUNCIL, KINGSMERE),),
        (Holding("Head of SEND and Inclusion (Kingsmere Council)", KINGSMERE),),
    ),
    Person(
        "Tendai Moyo",
        "Leads speech and language therapy in Kingsmere.",
        (Post("action-owner", FENMOOR, KINGSMERE),),
        (Holding("Speech and Language Therapy Service Lead (Fenmoor NHS Foundation Trust)", KINGSMERE),),
    ),
    Person(
        "Bethan Hughes",
        "Runs the casework of Kingsmere, and reports on mental health advice.",
        (Post("action-owner", K_COUNCIL, KINGSMERE),),
        (Holding("Casework Service Manager (Kingsmere Council)", KINGSMERE),),
    ),
    Person(
        "Owen Sadler",
        "Follows eight children for a year, and says what changed for them.",
        (Post("action-owner", K_COUNCIL, KINGSMERE),),
        (Holding("Quality and Practice Lead (Kingsmere Council)", KINGSMERE),),
    ),
    Person(
        "Paula Renwick",
        "Brings two teams of the early years together.",
        (Post("action-owner", K_COUNCIL, KINGSMERE),),
        (Holding("Early Help Service Manager (Kingsmere Council)", KINGSMERE),),
    ),
    Person(
        "Helen Tranter",
        "Builds a Local Offer with families, and explains why it is late.",
        (Post("action-owner", K_COUNCIL, KINGSMERE),),
        (Holding("Local Offer Manager (Kingsmere Council)", KINGSMERE),),
    ),
    Person(
        "Joanna Reece",
        "Names a worker for each young person who moves to adult services.",
        (Post("action-owner", K_COUNCIL, KINGSMERE),),
        (Holding("Preparing for Adulthood Coordinator (Kingsmere Council)", KINGSMERE),),
    ),
    Person(
        "Dr Imran Qureshi",
        "Answers for health checks, and for what practices are sent.",
        (Post("action-owner", ICB, KINGSMERE),),
        (Holding("Designated Clinical Officer (Tarn and Wendle ICB)", KINGSMERE),),
    ),
    Person(
        "Lorna Pike",
        "Reports on wheelchairs for the firm that provides them.",
        (Post("action-owner", STEADFAST, KINGSMERE),),
        (Holding("Regional Manager (Steadfast Wheelchair Services)", KINGSMERE),),
    ),
    # Left this autumn, and handed everything over before: compare the one who left in the summer.
    Person(
        "Nia Prosser",
        "Looked after the Local Offer until she moved to another council.",
        (Post("action-owner", COUNCIL),),
        (Holding("Local Offer and Engagement Officer (Alderbrook Council)"),),
    ),
    Person(
        "Idris Cole",
        "Keeps the service running, and sees no partnership's records.",
        (Post("service-operator", COUNCIL),),
    ),
)
