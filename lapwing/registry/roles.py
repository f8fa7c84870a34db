"""The roles that people hold. What a role may do is code and reviewed as code; who holds it is data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lapwing.registry.models import OrganisationKind as Kind

# Every role opens the front door of its partnership, and the files of what it may read.
ENTER = frozenset({"registry.partnership.enter", "saved_views.keep", "documents.file.open"})
READ = frozenset({"improvement.plan.read", "packs.read", "governance.read", "escalation.read"})
# Counts in the groups on which somebody sits, which is data: the role alone opens no group.
SITS = frozenset({"governance.take_part", "improvement.update.check"})
# Reads what is to be published, and says yes to what somebody else made.
APPROVES = frozenset({"public_versions.approve"})
READ_OUT = READ | {"improvement.plan.export"}
ANSWERS = READ_OUT | SITS
RUN_THE_PLAN = ANSWERS | {
    "governance.run",
    "escalation.set",
    "improvement.cycle.run",
    "improvement.plan.edit",
    "improvement.plan.import",
    "improvement.status.report",
    "improvement.actual.enter",
    "improvement.question.answer",
    "packs.build",
    "bundles.read",
    "bundles.build",
    "public_versions.make",
    "public_versions.approve",
    "public_versions.feedback",
}
SEE_PEOPLE = frozenset({"registry.people.read"})
REVIEW_ACCESS = frozenset({"registry.access.review", "registry.people.history"})

ANYWHERE: frozenset[Kind] = frozenset(Kind)
COUNCIL = frozenset({Kind.COUNCIL})
HEALTH = frozenset({Kind.ICB, Kind.TRUST, Kind.PROVIDER})
AGENCIES = COUNCIL | HEALTH


@dataclass(frozen=True)
class Role:
    """A set of permissions, and a sentence that says who may hold it.

    ``organisation_kinds`` are the bodies in which it can be held; ``needs_end_date`` marks visitors;
    ``given_by_service`` marks roles that only the command line gives.
    """

    code: str
    label: str
    who_may_hold: str
    permissions: frozenset[str]
    organisation_kinds: frozenset[Kind] = ANYWHERE
    needs_end_date: bool = False
    # Looks after the service as a whole, so no administrator of one partnership may give it.
    given_by_service: bool = False


_ROLES = (
    Role(
        "programme-manager",
        "SEND programme manager",
        "Runs the partnership's improvement plan: keeps it, chases updates, answers its open questions.",
        RUN_THE_PLAN | SEE_PEOPLE | {"history.read"},
        AGENCIES,
    ),
    Role(
        "action-owner",
        "Action owner",
        "Leads actions of the plan in any agency, and reports on those that they own.",
        READ | SITS | {"improvement.status.report", "improvement.actual.enter"},
    ),
    Role(
        "board-member",
        "Board member",
        "Sits on the partnership's board and holds the plan's owners to account.",
        ANSWERS | APPROVES | SEE_PEOPLE,
    ),
    Role(
        "councillor",
        "Councillor",
        "An elected member of the council with responsibility for children, or for its scrutiny.",
        ANSWERS,
        COUNCIL,
    ),
    Role(
        "icb-executive",
        "ICB executive",
        "Answers for SEND on the executive of the integrated care board.",
        ANSWERS | APPROVES,
        frozenset({Kind.ICB}),
    ),
    Role(
        "parent-carer-representative",
        "Parent carer representative",
        "Speaks for families on the board, chosen by the parent carer forum.",
        ANSWERS,
        frozenset({Kind.FORUM}),
    ),
    Role(
        "ehc-coordinator",
        "EHC coordinator",
        "Carries cases through needs assessment, plan and annual review.",
        READ,
        COUNCIL,
    ),
    Role(
        "send-team-manager",
        "SEND team manager",
        "Manages a team of EHC coordinators and answers for its time limits.",
        READ,
        COUNCIL,
    ),
    Role(
        "advice-giver",
        "Advice giver",
        "Gives advice for needs assessments: a therapist, paediatrician, social worker or psychologist.",
        READ,
        AGENCIES,
    ),
    Role(
        "dco",
        "Designated clinical officer",
        "Oversees the health service's part in SEND for the integrated care board.",
        READ,
        HEALTH,
    ),
    Role(
        "senco",
        "SENCO",
        "Co-ordinates special educational provision in a school or setting.",
        READ,
        frozenset({Kind.SCHOOL}),
    ),
    Role(
        "waiting-list-manager",
        "Waiting-list manager",
        "Keeps a provider's waiting list right, and says who waits longest.",
        READ,
        HEALTH,
    ),
    Role(
        "icb-commissioner",
        "ICB commissioner",
        "Commissions children's services for the integrated care board.",
        READ,
        frozenset({Kind.ICB}),
    ),
    Role(
        "quality-lead",
        "Quality lead",
        "Draws samples, audits and moderates plans and advice.",
        READ,
        AGENCIES,
    ),
    Role(
        "gp-practice",
        "GP practice",
        "Receives plans and their changes for a practice's patients, and reads the improvement plan.",
        READ,
        frozenset({Kind.GP_PRACTICE}),
    ),
    Role(
        "parent-carer",
        "Parent or carer",
        "Follows their own child's case, and reads of the improvement plan what is published.",
        frozenset(),
    ),
    Role(
        "data-analyst",
        "Data analyst",
        "Prepares returns, inspection lists and dashboards.",
        READ_OUT,
        AGENCIES,
    ),
    Role(
        "information-governance-lead",
        "Information governance lead",
        "Checks who saw and changed what, and on what basis.",
        READ
        | SEE_PEOPLE
        | REVIEW_ACCESS
        | {
            "documents.malware.hear",
            "exports.review",
            "history.read",
            "access_log.read",
            "retention.manage",
            "retention.approve",
        },
        AGENCIES,
    ),
    Role(
        "partnership-administrator",
        "Partnership administrator",
        "Invites people, gives roles, ends and reviews them. Sees nothing of the plan, and no child's data.",
        SEE_PEOPLE
        | REVIEW_ACCESS
        | {"registry.people.manage", "retention.approve", "tokens.manage", "webhooks.manage"},
    ),
    Role(
        "accountable-officer",
        "Accountable officer",
        "A chief officer who answers for the plan and reads it while they hold the post.",
        ANSWERS | APPROVES,
        needs_end_date=True,
    ),
    Role(
        "outside-adviser",
        "Outside adviser",
        "Advises the partnership for a time, and reads the plan until a date agreed beforehand.",
        READ,
        needs_end_date=True,
    ),
    Role(
        "service-operator",
        "Service operator",
        "Keeps the service running: what runs in the background. Sees no partnership's records.",
        frozenset({"jobs.operate"}),
        given_by_service=True,
    ),
)

ROLES: dict[str, Role] = {role.code: replace(role, permissions=role.permissions | ENTER) for role in _ROLES}


def given_by_administrators() -> list[Role]:
    """The roles that the administrators of a partnership may give."""
    return [role for role in ROLES.values() if not role.given_by_service]


def label_of(code: str) -> str:
    """The words for a role; a code that is no longer a role is shown as it is."""
    return ROLES[code].label if code in ROLES else code


def permissions_of(code: str) -> frozenset[str]:
    """What a role may do; one that is no longer a role may do nothing."""
    return ROLES[code].permissions if code in ROLES else frozenset()
