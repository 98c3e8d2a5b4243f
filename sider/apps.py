from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiderConfig(AppConfig):
    name = "sider"
    verbose_name = _("Plain pages")
    default_auto_field = "django.db.models.BigAutoField"
