"""What one must be allowed to see and change participants."""

SEE = "arrangementer.view_tilmelding"
CHANGE = "arrangementer.change_tilmelding"
