from django.apps import AppConfig


class FaceConfig(AppConfig):
    name = "daylight.base.face"
    label = "face"
    verbose_name = "面貌"
