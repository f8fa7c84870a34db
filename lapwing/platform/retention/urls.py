from django.urls import path

from lapwing.platform.retention import views

BASE = "p/<str:partnership>/retention/"

urlpatterns = [
    path(BASE, views.schedule, name="retention"),
    path(f"{BASE}kinds/<str:record_kind>/", views.rule, name="retention-rule"),
    path(f"{BASE}kinds/<str:record_kind>/simulate/", views.simulate, name="retention-simulate"),
    path(f"{BASE}holds/", views.all_holds, name="retention-holds"),
    path(f"{BASE}holds/place/", views.place_hold, name="place-hold"),
    path(f"{BASE}holds/<str:hold>/lift/", views.lift_hold, name="lift-hold"),
    path(f"{BASE}simulations/", views.all_simulations, name="retention-simulations"),
    path(f"{BASE}simulations/<str:simulation>/", views.simulation, name="simulation"),
    path(f"{BASE}removals/", views.removals, name="retention-removals"),
]
