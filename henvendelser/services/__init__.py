"""What happens to an inquiry: stored first, then announced; changed, and in the end deleted.

Free of requests. Everything here is logged by the reference alone, so that the audit log outlives
the person. What changes a case holds its row; forms say which version they were made from.
"""

from .erasure import erase, erase_all_from, erase_at_request, purge
from .intake import announce, receive
from .invitations import calendar_file
from .links import find, hash_of, origin_of, status_token, status_url
from .meetings import Plan, TimeTaken, agree, agreed_meeting, cancel
from .merging import CannotMerge, merge, separate
from .proposals import Offer, ProposalClosed, confirm, decline, open_proposals, propose
from .reminders import tell_overdue
from .replies import fill_template, preview, reply
from .rows import By, ChangedMeanwhile, lock
from .status import assign, set_status
from .timeline import add_note, mail_failed, mark_read, mark_unread
from .visitor import add_message, withdraw

__all__ = [
    "By",
    "CannotMerge",
    "ChangedMeanwhile",
    "Offer",
    "Plan",
    "ProposalClosed",
    "TimeTaken",
    "add_message",
    "add_note",
    "agree",
    "agreed_meeting",
    "announce",
    "assign",
    "calendar_file",
    "cancel",
    "confirm",
    "decline",
    "erase",
    "erase_all_from",
    "erase_at_request",
    "fill_template",
    "find",
    "hash_of",
    "lock",
    "mail_failed",
    "mark_read",
    "mark_unread",
    "merge",
    "open_proposals",
    "origin_of",
    "preview",
    "propose",
    "purge",
    "receive",
    "reply",
    "separate",
    "set_status",
    "status_token",
    "status_url",
    "tell_overdue",
    "withdraw",
]
