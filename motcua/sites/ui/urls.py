from django.urls import path

from motcua.sites.ui import identities, sign_in, sign_in_elsewhere, stand_in_phone, views
from motcua.sites.ui.second_factor import asking, own

app_name = "ui"
urlpatterns = [
    path("communes", views.communes, name="communes"),
    path("health", views.health, name="health"),
    path("language", views.language, name="language"),
    path("look", views.look, name="look"),
    path("phone-stand-in", stand_in_phone.phone, name="stand-in-phone"),
    path("profile/identities", identities.own_identities, name="identities"),
    path("profile/identities/<int:number>/removal", identities.removal, name="identity-removal"),
    path("profile/second-factor", own.own_factors, name="second-factors"),
    path("profile/second-factor/app", own.new_app, name="second-factor-app"),
    path("profile/second-factor/passkey", own.new_passkey, name="second-factor-passkey"),
    path("profile/second-factor/codes", own.new_codes, name="second-factor-codes"),
    path("profile/second-factor/<int:number>/removal", own.removal, name="second-factor-removal"),
    path("sign-in/second-factor", asking.second_factor, name="second-factor"),
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-in/with/<slug:provider>", sign_in_elsewhere.going, name="sign-in-with"),
    path("sign-in/from/<slug:provider>", sign_in_elsewhere.coming_back, name="sign-in-back"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("post", sign_in.choose_post, name="post"),
]
