"""What is when: hours, holidays, dates of events, what is in force. Values only: the words for them stay out."""
