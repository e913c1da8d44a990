"""How fast rows are screened and names looked up, beside what others take for the same."""
