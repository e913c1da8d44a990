"""What each list file gives: parties, names, dates, identifiers, seconds, memory."""
