from django.urls import path

from lapwing.platform.saved_views import views

urlpatterns = [
    path("p/<str:partnership>/views/", views.saved_views, name="saved-views"),
    path("p/<str:partnership>/views/save/", views.save_view, name="save-view"),
    path("p/<str:partnership>/views/<str:saved_view>/remove/", views.remove_view, name="remove-view"),
    path("p/<str:partnership>/views/<str:saved_view>/restore/", views.restore_view, name="restore-view"),
]
