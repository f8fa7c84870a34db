from django.urls import path

from lapwing.platform.jobs import operators_views, views

urlpatterns = [
    path("work/", views.works, name="works"),
    path("work/<str:work>/", views.work, name="work"),
    path("work/<str:work>/stop/", views.stop, name="stop-work"),
    path("work/<str:work>/again/", views.try_again, name="try-work-again"),
    path("operations/", operators_views.operations, name="operations"),
    path("operations/jobs/", operators_views.jobs, name="operations-jobs"),
    path("operations/jobs/again/", operators_views.retry_all, name="retry-jobs"),
    path("operations/jobs/<str:job>/again/", operators_views.retry, name="retry-job"),
    path("operations/jobs/<str:job>/give-up/", operators_views.give_up, name="give-up-job"),
]
