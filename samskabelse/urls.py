"""Every address of the site; the contract lists them."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

from redaktion.sitemaps import robots, sitemap, was
from redaktion.udgivelse import ApprovalView
from soegning.views import search, suggest

handler400 = "samskabelse.drift.errors.bad_request"
handler403 = "samskabelse.drift.errors.permission_denied"
handler404 = "samskabelse.drift.errors.page_not_found"
handler429 = "samskabelse.drift.errors.too_many_requests"
handler500 = "samskabelse.drift.errors.server_error"

urlpatterns = [
    path("", include("samskabelse.drift.urls")),
    path("konto/", include("samskabelse.users.urls")),
    # Before Wagtail's own, whose address and name it takes.
    path(
        "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        never_cache(require_admin_access(ApprovalView.as_view())),
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("henvendelser.urls")),
    path("", include("arrangementer.tilmelding.urls")),
    path("", include("veje.urls")),
    path("", include("genbrug.urls")),
    path("soeg/", search, name="soeg"),
    path("soeg/forslag/", suggest, name="soeg_forslag"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("was", was, name="was"),
]

if settings.DEBUG:
    import debug_toolbar

    urlpatterns += [
        path("__debug__/", include(debug_toolbar.urls)),
        path("stilguide/", include("redaktion.stilguide")),
    ]

urlpatterns += [
    # Files that a page makes; Wagtail's own pattern takes no dots.
    re_path(r"^((?:[\w\-]+/)+[\w\-]+\.(?:pdf|ics))$", serve),
    path("", include(wagtail_urls)),
]
