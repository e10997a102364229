from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "daylight.review"
    label = "review"
    verbose_name = "法制审核"
