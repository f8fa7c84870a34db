from django.urls import path

from lapwing.platform.accounts.views import account, confirming, factors, organisations, passwords, signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in_page, name="sign-in"),
    path("sign-in/passkey/", signing_in.sign_in_by_passkey, name="sign-in-by-passkey"),
    path("sign-in/passkey/options/", signing_in.passkey_options, name="passkey-options"),
    path("sign-in/second-factor/", signing_in.second_factor_page, name="second-factor"),
    path("sign-in/recovery-code/", signing_in.recovery_code_page, name="recovery-code"),
    path("sign-in/new-password/<str:person>/<str:token>/", passwords.new_password_page, name="new-password"),
    path("sign-in/organisation/<str:organisation>/", organisations.leave_page, name="organisation-sign-in"),
    path(
        "sign-in/organisation/<str:organisation>/return/",
        organisations.return_page,
        name="organisation-return",
    ),
    path("sign-in/forgotten/", passwords.forgotten_password_page, name="forgotten-password"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("account/", account.account_page, name="account"),
    path("account/password/", passwords.change_password_page, name="change-password"),
    path("account/confirm/", confirming.confirm_page, name="confirm-sign-in"),
    path("account/confirm/carry-on/", confirming.carry_on_page, name="carry-on"),
    path("account/second-factor/", factors.set_up_page, name="set-up-second-factor"),
    path("account/second-factor/app/", factors.set_up_app_page, name="set-up-app"),
    path("account/second-factor/app/remove/", factors.remove_app_page, name="remove-app"),
    path("account/second-factor/passkey/", factors.add_passkey_page, name="add-passkey"),
    path("account/second-factor/passkey/options/", factors.new_passkey_options, name="new-passkey-options"),
    path(
        "account/second-factor/passkey/<int:number>/remove/",
        factors.remove_passkey_page,
        name="remove-passkey",
    ),
    path("account/second-factor/recovery-codes/", factors.recovery_codes_page, name="recovery-codes"),
    path("account/organisations/<int:number>/remove/", organisations.unlink_page, name="unlink-organisation"),
]
