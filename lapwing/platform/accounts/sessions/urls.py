from django.urls import path

from lapwing.platform.accounts.sessions import views

urlpatterns = [
    path("account/sessions/", views.sessions_page, name="account-sessions"),
    path("account/sessions/left/", views.session_state, name="account-session-state"),
    path("account/sessions/stay/", views.stay_signed_in, name="account-session-stay"),
    path("account/sessions/end-others/", views.end_other_sessions, name="account-sessions-end-others"),
    path("account/sessions/<str:session>/end/", views.end_session, name="account-session-end"),
    path("account/sign-ins/", views.history_page, name="account-sign-ins"),
    path("account/not-sent/<str:kept>/", views.unsent_page, name="account-unsent"),
]
