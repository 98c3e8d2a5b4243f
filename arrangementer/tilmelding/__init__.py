"""Sign-up for the dates of the catalogue: forms, seats, mails and the admin of participants."""
