"""One inquiry: everything about it, and everything that can be done with it.

Each thing done has an address of its own. What can't be done as it was sent comes back on the
whole page, with what was typed: 422 when it has to be put right, 409 when a colleague was faster.
"""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.log_actions import log

from samskabelse.base.models import Indstillinger

from .. import services
from ..models import Henvendelse, Svarskabelon
from ..services import By
from . import formularer
from .tidslinje import entries

MOST_EARLIER = 10


class InspectView(generic.InspectView):
    """Everything about one inquiry. Looking at it is logged: it is personal data."""

    any_permission_required = ["view"]
    template_name = "henvendelser/admin/henvendelse.html"
    page_title = gettext_lazy("Inquiry")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        log(self.object, "henvendelser.view")
        if self.may_change:
            services.mark_read(self.object, request.user)
        return super().get(request, *args, **kwargs)

    @property
    def may_change(self) -> bool:
        return self.user_has_permission("change")

    def get_fields(self) -> list[str]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        inquiry = self.object
        earlier = Henvendelse.objects.of_same_sender(inquiry).defer("message")
        proposals = list(inquiry.proposals.select_related("host"))
        context |= {
            "entries": entries(inquiry),
            "wished_times": inquiry.wished_times.all(),
            "meeting": services.agreed_meeting(inquiry),
            "proposals": [proposal for proposal in proposals if proposal.state == "aaben"],
            "earlier": earlier.select_related("merged_into")[:MOST_EARLIER],
            "may_change": self.may_change,
            "may_delete": self.user_has_permission("delete"),
            "settings": Indstillinger.for_request(self.request),
        }
        if context["may_change"]:
            context |= self.forms(context["meeting"])
        return context

    def forms(self, meeting: Any) -> dict[str, Any]:
        """Return every form, those that came back as they were sent."""
        inquiry, user = self.object, self.request.user
        returned: dict[str, Any] = getattr(self, "returned", {})
        classes = [
            formularer.StatusForm,
            formularer.AssignForm,
            formularer.NoteForm,
            formularer.ReplyForm,
            formularer.ProposeForm,
            formularer.CancelForm,
            formularer.MergeForm,
        ]
        made = {f"{form.name}_form": form(inquiry, user) for form in classes}
        made["moede_form"] = formularer.MeetingForm(inquiry, user, meeting=meeting)
        made["templates"] = self.filled_templates()
        return made | returned

    def filled_templates(self) -> dict[str, str]:
        settings = Indstillinger.for_request(self.request)
        return {
            str(template.pk): services.fill_template(
                template.text, self.object, self.request.user, settings
            )
            for template in Svarskabelon.objects.all()
        }


class ActionView(InspectView):
    """Something that is done with an inquiry, by a form on its page."""

    http_method_names = ["post"]
    any_permission_required = ["change"]
    form_class: type[formularer.SagForm]
    done = gettext_lazy("Saved.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form()
        if not form.is_valid():
            return self.show(form, status=422)
        settings = Indstillinger.for_request(request)
        by = By(request.user, form.cleaned_data["seen"])
        try:
            with transaction.atomic():
                self.perform(form, settings, by)
        except services.ChangedMeanwhile as changed:
            return self.show(form, status=409, changed=changed.events)
        except services.TimeTaken:
            form.add_error(None, _("The colleague has another meeting then. Choose another time."))
            return self.show(form, status=422)
        except services.CannotMerge:
            form.add_error(None, _("These two can't be merged: one has gone on, or has a meeting."))
            return self.show(form, status=422)
        except Henvendelse.DoesNotExist:
            raise Http404 from None
        messages.success(request, self.done_message())
        return redirect("henvendelser:inspect", pk=self.object.pk)

    def make_form(self) -> formularer.SagForm:
        return self.form_class(self.object, self.request.user, self.request.POST)

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        raise NotImplementedError

    def done_message(self) -> str:
        return str(self.done)

    def show(self, form: formularer.SagForm, *, status: int, **more: Any) -> HttpResponse:
        """Return the page with what was typed in this form, and why it came back."""
        try:
            self.object.refresh_from_db()
        except Henvendelse.DoesNotExist:
            raise Http404 from None
        form.catch_up()
        self.returned = {f"{form.name}_form": form, "returned": form, **more}
        response = self.render_to_response(self.get_context_data())
        response.status_code = status
        return response


class StatusView(ActionView):
    form_class = formularer.StatusForm

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        services.set_status(self.object, form.cleaned_data["status"], settings, by)

    def done_message(self) -> str:
        return _("%(reference)s is now »%(status)s«.") % {
            "reference": self.object.reference,
            "status": self.object.get_status_display(),
        }


class AssignView(ActionView):
    form_class = formularer.AssignForm

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        services.assign(self.object, form.cleaned_data["assignee"], settings, by)

    def done_message(self) -> str:
        if self.object.assignee is None:
            return _("Nobody has the case.")
        return _("%(name)s has the case.") % {"name": self.object.assignee}


class NoteView(ActionView):
    form_class = formularer.NoteForm
    done = gettext_lazy("The note is saved.")

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        services.add_note(self.object, form.cleaned_data["text"], actor=by.user)


class ReplyView(ActionView):
    """Sends the reply; or shows it as a mail; or puts a template into it."""

    form_class = formularer.ReplyForm
    done = gettext_lazy("The reply is on its way.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "skabelon" in request.POST:
            return self.put_template_in()
        if "vis" in request.POST:
            return self.preview()
        return super().post(request, *args, **kwargs)

    def put_template_in(self) -> HttpResponse:
        form = self.make_form()
        form.is_valid()
        template = form.cleaned_data.get("template")
        if template is not None:
            text = self.filled_templates()[str(template.pk)]
            return self.show(form.with_text(text), status=200)
        form.errors.clear()
        form.add_error("template", _("Choose a template first."))
        return self.show(form, status=422)

    def preview(self) -> HttpResponse:
        form = self.make_form()
        if not form.is_valid():
            return self.show(form, status=422)
        subject, text = services.preview(
            self.object,
            form.cleaned_data["text"],
            self.request.user,
            Indstillinger.for_request(self.request),
        )
        return self.show(form, status=200, preview_subject=subject, preview_text=text)

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        data = form.cleaned_data
        services.reply(self.object, data["text"], settings, by, status=data["status"])


class ProposeView(ActionView):
    form_class = formularer.ProposeForm
    done = gettext_lazy("The times are on their way to the sender.")

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        data = form.cleaned_data
        offer = services.Offer(
            times=form.times(),
            minutes=data["minutes"],
            moedeform=data["moedeform"],
            place=data["place"],
            host=data["host"],
            answer_by=data["answer_by"],
        )
        services.propose(self.object, offer, settings, by)


class MeetingView(ActionView):
    form_class = formularer.MeetingForm
    done = gettext_lazy("The meeting is agreed. The invitation is on its way.")

    def make_form(self) -> formularer.SagForm:
        return formularer.MeetingForm(
            self.object,
            self.request.user,
            self.request.POST,
            meeting=services.agreed_meeting(self.object),
        )

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        data = form.cleaned_data
        plan = services.Plan(
            data["starts_at"], data["minutes"], data["moedeform"], data["place"], data["host"]
        )
        services.agree(self.object, plan, settings, by, text=data.get("text", ""))


class CancelView(ActionView):
    form_class = formularer.CancelForm
    done = gettext_lazy("The meeting is cancelled. The sender gets a mail.")

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        meeting = services.agreed_meeting(self.object)
        if meeting is not None:
            meeting.inquiry = self.object
            services.cancel(meeting, settings, by, text=form.cleaned_data["text"])


class MergeView(ActionView):
    form_class = formularer.MergeForm
    done = gettext_lazy("The other inquiry goes on here.")

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        services.merge(form.cleaned_data["reference"], self.object, settings, by)


class SimpleForm(formularer.SagForm):
    """Nothing to fill in."""

    name = "knap"


class SeparateView(ActionView):
    """Asked for at the one that went on elsewhere."""

    form_class = SimpleForm
    done = gettext_lazy("The inquiry stands by itself again.")

    def perform(self, form: Any, settings: Indstillinger, by: By) -> None:
        services.separate(self.object, settings, by)


class UnreadView(ActionView):
    form_class = SimpleForm
    done = gettext_lazy("The inquiry is marked as unread.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.mark_unread(self.object)
        messages.success(request, str(self.done))
        return redirect(reverse("henvendelser:index"))


class DeleteView(generic.DeleteView):
    """Deletes what was written, what was added and the mails about it."""

    def delete_action(self) -> None:
        with transaction.atomic():
            services.erase(self.object)
