"""What others may want to know about mails; receivers get ``mail``."""

from django.dispatch import Signal

#: A mail was given up after its last attempt. Whoever queued it may tell people.
mail_given_up = Signal()
