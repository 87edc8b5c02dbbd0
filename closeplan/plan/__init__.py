"""The plan itself: model, calendars, schedule, diff, slips and rules."""
