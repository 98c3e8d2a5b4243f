"""The share image, for those that fetch it when somebody passes on a link."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from samskabelse.base.visibility import visible

from .deling import drawn, photo, share_image_of

FOREVER = "public, max-age=31536000, immutable"  # another image has another address
#: Behind the same number an editor may put another file or move its focal point.
ONE_DAY = "public, max-age=86400"
#: The image is made to be shown by others.
FOR_OTHERS = {"Cross-Origin-Resource-Policy": "cross-origin"}


@require_safe
def deling(request: HttpRequest, pk: str, digest: str, extension: str) -> HttpResponse:
    """Answer with the page's present image; where it had another, lead there."""
    page = get_object_or_404(visible(Page.objects), pk=int(pk)).specific
    image = share_image_of(page)
    if image is None:
        raise Http404
    if (image.hash, image.extension) != (digest, extension):
        # Whoever passed the page on before its title changed keeps the old address for long.
        present = reverse("deling", args=[image.pk, image.hash, image.extension])
        return HttpResponseRedirect(present, headers=FOR_OTHERS)
    if image.photo is None:
        data, kind, cache = drawn(image), "image/png", FOREVER
    else:
        data, kind, cache = photo(page), "image/jpeg", ONE_DAY
    if data is None:
        raise Http404
    return HttpResponse(data, kind, headers={"Cache-Control": cache, **FOR_OTHERS})
