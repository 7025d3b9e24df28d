"""What people see: one package of pages for each kind of person."""
