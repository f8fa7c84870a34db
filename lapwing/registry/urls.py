from django.urls import path

from lapwing.registry.views import (
    accepting,
    administration,
    demonstration,
    invitations,
    organisations,
    people,
    reviews,
)

ADMINISTRATION = "p/<str:partnership>/administration/"

urlpatterns = [
    path(ADMINISTRATION, administration.administration, name="administration"),
    path(f"{ADMINISTRATION}people/", administration.people, name="administered-people"),
    path(f"{ADMINISTRATION}invitations/", administration.invitations, name="invitations"),
    path(f"{ADMINISTRATION}roles/", administration.roles_explained, name="roles-explained"),
    path(f"{ADMINISTRATION}reviews/", reviews.reviews, name="access-reviews"),
    path(f"{ADMINISTRATION}reviews/<str:access_review>/", reviews.review, name="access-review"),
    path(
        f"{ADMINISTRATION}reviews/<str:access_review>/keep-the-rest/",
        reviews.keep_the_rest,
        name="access-review-keep-the-rest",
    ),
    path(
        f"{ADMINISTRATION}reviews/<str:access_review>/sign-off/",
        reviews.sign_off,
        name="access-review-sign-off",
    ),
    path(
        f"{ADMINISTRATION}reviews/<str:access_review>/<str:line>/",
        reviews.line,
        name="access-review-line",
    ),
    path(
        f"{ADMINISTRATION}organisations/<str:organisation>/rename/",
        organisations.rename_organisation,
        name="rename-organisation",
    ),
    path(
        f"{ADMINISTRATION}organisations/<str:organisation>/end/",
        organisations.end_participation,
        name="end-participation",
    ),
    path(
        f"{ADMINISTRATION}invitations/<str:invitation>/renew/",
        invitations.renew,
        name="renew-invitation",
    ),
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
    path("p/<str:partnership>/people/<str:person>/sign-out/", people.end_sessions, name="end-sessions"),
    path("p/<str:partnership>/people/<str:person>/close/", people.close_account, name="close-account"),
    path("p/<str:partnership>/people/<str:person>/roles/<str:role>/end/", people.end_role, name="end-role"),
]
