from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "daylight.lists"
    label = "lists"
    verbose_name = "清单"
