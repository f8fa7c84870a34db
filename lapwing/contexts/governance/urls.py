from django.urls import path

from lapwing.contexts.governance.views import (
    agenda,
    asked,
    decisions,
    groups,
    handing_over,
    home,
    meetings,
    questions,
    raised,
    records,
    risks,
    told,
)

app_name = "governance"

_GROUP = "governance/group/<str:governance_group>/"
_SEAT = "governance/seat/<str:group_member>/"
_MEETING = "governance/meeting/<str:meeting>/"
_ITEM = "governance/agenda-item/<str:agenda_item>/"
_DECISION = "governance/decision/<str:decision>/"
_RAISED = "governance/raised/<str:escalated_item>/"
_ASKED = "governance/asked/<str:pack_question>/"
_RISK = "governance/risk/<str:risk>/"
_RECORD = "governance/record/<str:kind>/<str:ref>/"

urlpatterns = [
    path("governance/", home.home, name="home"),
    path("governance/yours/", home.yours, name="yours"),
    path("governance/hand-over/", handing_over.people, name="handing-over"),
    path("governance/hand-over/<str:person>/", handing_over.hand_over, name="hand-over"),
    path("governance/groups/new/", groups.new, name="group-new"),
    path(_GROUP, groups.group, name="group"),
    path(f"{_GROUP}change/", groups.change, name="group-change"),
    path(f"{_GROUP}take-out/", groups.take_out, name="group-take-out"),
    path(f"{_GROUP}bring-back/", groups.bring_back, name="group-bring-back"),
    path(f"{_GROUP}history/", groups.history, name="group-history"),
    path(f"{_GROUP}members/new/", groups.member_new, name="member-new"),
    path(f"{_SEAT}change/", groups.member_change, name="member-change"),
    path(f"{_SEAT}end/", groups.member_end, name="member-end"),
    path("governance/meetings/", meetings.meetings, name="meetings"),
    path(f"{_GROUP}meetings/new/", meetings.new, name="meeting-new"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}paper/", meetings.paper, name="meeting-paper"),
    path(f"{_MEETING}change/", meetings.change, name="meeting-change"),
    path(f"{_MEETING}attendance/", meetings.attendance, name="meeting-attendance"),
    path(f"{_MEETING}agree/", meetings.agree, name="meeting-agree"),
    path(f"{_MEETING}agenda/new/", agenda.new, name="item-new"),
    path(f"{_MEETING}decisions/new/", decisions.new_in_meeting, name="decision-new-in-meeting"),
    path(f"{_ITEM}change/", agenda.change, name="item-change"),
    path(f"{_ITEM}move/", agenda.move, name="item-move"),
    path(f"{_ITEM}place/", agenda.place, name="item-place"),
    path(f"{_ITEM}minutes/", agenda.minutes, name="item-minutes"),
    path(f"{_GROUP}decisions/", decisions.decisions, name="decisions"),
    path(f"{_GROUP}decisions/new/", decisions.new, name="decision-new"),
    path(_DECISION, decisions.decision, name="decision"),
    path(f"{_DECISION}change/", decisions.change, name="decision-change"),
    path(f"{_DECISION}close/", decisions.close, name="decision-close"),
    path(f"{_DECISION}supersede/", decisions.supersede, name="decision-supersede"),
    path(f"{_DECISION}reopen/", decisions.reopen, name="decision-reopen"),
    path(f"{_GROUP}raise/", raised.new, name="raise"),
    path(f"{_GROUP}ask/", asked.ask, name="ask"),
    path(_RAISED, raised.raised, name="raised"),
    path(f"{_RAISED}withdraw/", asked.withdraw, name="asked-withdraw"),
    path(f"{_RAISED}answer/", raised.answer, name="raised-answer"),
    path(f"{_RAISED}further/", raised.further, name="raised-further"),
    path("governance/asked/", questions.questions, name="questions"),
    path(_ASKED, questions.question, name="question"),
    path(f"{_ASKED}answer/", questions.answer, name="question-answer"),
    path(f"{_ASKED}give/", questions.give, name="question-give"),
    path("governance/risks/", risks.register, name="risks"),
    path(f"{_GROUP}risks/new/", risks.new, name="risk-new"),
    path(_RISK, risks.risk, name="risk"),
    path(f"{_RISK}change/", risks.change, name="risk-change"),
    path(f"{_RISK}score/", risks.score, name="risk-score"),
    path(f"{_RISK}close/", risks.close, name="risk-close"),
    path(f"{_RISK}hand-over/", risks.raise_up, name="risk-raise"),
    path("governance/families/", told.told, name="told"),
    path("governance/families/new/", told.new, name="told-new"),
    path("governance/families/<str:told_to_families>/change/", told.change, name="told-change"),
    path(f"{_RECORD}take-out/", records.out, name="take-out"),
    path(f"{_RECORD}bring-back/", records.back, name="bring-back"),
    path(f"{_RECORD}history/", records.history, name="record-history"),
]
