"""What leaders do about figures: reminders with an answer, alerts before the day."""
