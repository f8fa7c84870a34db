"""Who decides how long records are kept."""

MANAGE = "retention.manage"
APPROVE = "retention.approve"

PERMISSIONS = {
    MANAGE: "Set how long records are kept, place and lift holds, and work out what would be removed.",
    APPROVE: "Approve or refuse what somebody else, or the monthly job, worked out for removal.",
}

# A simulation names the records, and some of them are about people.
PERSONAL = frozenset({MANAGE, APPROVE})
