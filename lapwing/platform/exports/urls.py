from django.urls import path

from lapwing.platform.exports import views

urlpatterns = [
    path("p/<str:partnership>/exports/", views.exports, name="exports"),
    path("p/<str:partnership>/exports/all/", views.review, name="review-exports"),
    path("p/<str:partnership>/exports/new/<str:export_kind>/", views.ask, name="ask-for-export"),
    path("p/<str:partnership>/exports/<str:export>/", views.export, name="export"),
    path("p/<str:partnership>/exports/<str:export>/file/", views.collect, name="collect-export"),
]
