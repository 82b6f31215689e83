"""What schedules say, in words as GOV.UK writes them. Plain text only: HTML, calendars and addresses stay out."""
