"""Values beside the name: dates, countries and identifiers, read from text and compared."""
