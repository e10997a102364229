from django.apps import AppConfig


class CreditChinaConfig(AppConfig):
    name = "daylight.channels.credit_china"
    label = "credit_china"
    verbose_name = "信用信息报送"
