from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "daylight.base.workdays"
    label = "workdays"
    verbose_name = "工作日历"
