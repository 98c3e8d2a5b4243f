"""The participants in the admin: for Kursusadministratorer alone."""
