from django.urls import path

from lapwing.contexts.governance.views import groups, home

app_name = "governance"

_GROUP = "governance/group/<str:governance_group>/"
_SEAT = "governance/seat/<str:group_member>/"

urlpatterns = [
    path("governance/", home.home, name="home"),
    path("governance/groups/new/", groups.new, name="group-new"),
    path(_GROUP, groups.group, name="group"),
    path(f"{_GROUP}change/", groups.change, name="group-change"),
    path(f"{_GROUP}take-out/", groups.take_out, name="group-take-out"),
    path(f"{_GROUP}bring-back/", groups.bring_back, name="group-bring-back"),
    path(f"{_GROUP}history/", groups.history, name="group-history"),
    path(f"{_GROUP}members/new/", groups.member_new, name="member-new"),
    path(f"{_SEAT}change/", groups.member_change, name="member-change"),
    path(f"{_SEAT}end/", groups.member_end, name="member-end"),
]
