from django.urls import path

from lapwing.platform.documents import views

urlpatterns = [
    path("files/<str:file>/", views.download, name="file-download"),
    path("files/<str:file>/about/", views.about, name="file-about"),
    path("files/<str:file>/versions/<int:number>/", views.download_version, name="file-version"),
    path("files/<str:file>/versions/<int:number>/take-out/", views.take_out, name="file-version-take-out"),
    path("files/<str:file>/versions/<int:number>/pages/<int:page>/", views.picture, name="file-picture"),
]
