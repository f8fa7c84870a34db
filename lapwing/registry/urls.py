from django.urls import path

from lapwing.registry.views import accepting, demonstration, invitations, organisations, people

urlpatterns = [
    path("sign-in/demonstration/", demonstration.people, name="demonstration-people"),
    path("sign-in/demonstration/<str:person>/", demonstration.sign_in_as, name="demonstration-sign-in"),
    path(
        "invitation/<str:token>/with/<str:organisation>/",
        accepting.accept_by_organisation,
        name="accept-by-organisation",
    ),
    path("invitation/<str:token>/", invitations.accept, name="accept-invitation"),
    path("p/<str:partnership>/people/", people.people, name="people"),
    path("p/<str:partnership>/people/invite/", invitations.invite, name="invite"),
    path("p/<str:partnership>/people/organisations/", organisations.add_organisation, name="organisations"),
    path(
        "p/<str:partnership>/people/invitations/<str:invitation>/withdraw/",
        invitations.withdraw,
        name="withdraw-invitation",
    ),
    path("p/<str:partnership>/people/<str:person>/", people.person, name="person"),
    path("p/<str:partnership>/people/<str:person>/give-role/", people.grant_role, name="grant-role"),
    path(
        "p/<str:partnership>/people/<str:person>/password-link/", people.password_link, name="password-link"
    ),
    path(
        "p/<str:partnership>/people/<str:person>/second-factor/",
        people.reset_second_factor,
        name="reset-second-factor",
    ),
    path("p/<str:partnership>/people/<str:person>/close/", people.close_account, name="close-account"),
    path("p/<str:partnership>/people/<str:person>/roles/<str:role>/end/", people.end_role, name="end-role"),
]
