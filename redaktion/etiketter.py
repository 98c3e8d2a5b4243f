"""Labels that Wagtail makes from names in its code, or before anyone's language is known."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import GroupCollectionManagementPermissionFormSet
from wagtail.admin.forms.workflows import WorkflowPageForm
from wagtail.documents.forms import GroupDocumentPermissionFormSet
from wagtail.images.forms import GroupImagePermissionFormSet
from wagtail.models import Collection, Site
from wagtail.sites.views import IndexView
from wagtail.users.forms import PagePermissionsForm

OF_COLLECTIONS = (
    GroupCollectionManagementPermissionFormSet,
    GroupDocumentPermissionFormSet,
    GroupImagePermissionFormSet,
)


def name_labels_in_danish() -> None:
    for column in IndexView.columns:
        if column.name in {"site_name", "root_page"}:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
    for form in (PagePermissionsForm, WorkflowPageForm):
        form.base_fields["page"].label = _("Page")
    for formset in OF_COLLECTIONS:
        formset.form.base_fields["collection"].label = capfirst(Collection._meta.verbose_name)
