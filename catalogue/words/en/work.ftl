# The start page: how activities are getting on.
progress-done = Done
progress-late = Late
progress-running = Running
progress-planned = Ahead
