from django.apps import AppConfig


class RecordingConfig(AppConfig):
    name = "daylight.recording"
    label = "recording"
    verbose_name = "执法全过程记录"
