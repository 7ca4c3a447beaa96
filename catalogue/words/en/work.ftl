# The start page: how activities are getting on.
progress-done = Done
progress-late = Late
progress-running = Running
progress-planned = Ahead

# Statistics.
statistic-age-gender = Participants by age and gender
statistic-status = Participants by social status
statistic-event-gender = Who came to the events, by gender
statistic-months = Attendances by month
statistic-engagement = Engagement of the residents
statistic-not-said = Not stated
