"""Labels that Wagtail makes from names in its code, or before anyone's language is known."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
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
#: What a link in a text is asked for; Wagtail has no words for these but the names in its code.
OF_LINKS = {
    "email_address": _("Email address"),
    "phone_number": _("Phone number"),
    "link_text": _("Words of the link"),
    "subject": _("Subject"),
    "body": _("Message"),
}
LINKS = (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)


def name_labels_in_danish() -> None:
    for column in IndexView.columns:
        if column.name in {"site_name", "root_page"}:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
    for form in (PagePermissionsForm, WorkflowPageForm):
        form.base_fields["page"].label = _("Page")
    for formset in OF_COLLECTIONS:
        formset.form.base_fields["collection"].label = capfirst(Collection._meta.verbose_name)
    AnchorLinkChooserForm.base_fields["url"].label = _("What stands after # in the address")
    for form in LINKS:
        for name in form.base_fields.keys() & OF_LINKS:
            form.base_fields[name].label = OF_LINKS[name]
