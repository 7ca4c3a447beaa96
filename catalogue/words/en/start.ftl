### The start page of a project.

guide-start = This page says what is late and missing, how the indicators stand, which letters wait for an answer and what happened last.
    Each line under “To mend” leads to where it is mended: a field of a form, or the page of an event.
    Numbers are counted from the records; follow one to see which records stand behind it.
guide-mend = All findings about the project's records, first those that keep a record from being counted or a report from being frozen.
    Follow a finding: the form opens at the field that is to be mended.

start-behind = This is as of event { $n }; the newer state is being counted. Load the page again in a minute.
start-begins-in = { $n ->
    [one] Begins in { $n } day
   *[other] Begins in { $n } days
}
start-days-left = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
}
start-days-over = { $n ->
    [one] Ended { $n } day ago
   *[other] Ended { $n } days ago
}
start-last-day-today = Today is the project's last day
start-steps = What to do first
start-step-done = done
start-step-passport = Fill in the project's passport: title, period, grant sum
start-step-places = Complete the villages: KATO code, kind, district
start-step-import = Import a workbook, if your records are kept in tables
start-step-objective = Add the goal and the objectives
start-step-activity = Add activities with their days
start-step-indicator = Write down what was promised: indicators with a measure and a target
start-mend = To mend
start-nothing-to-mend = Nothing to mend: all that is needed is there.
start-severe = Severe
start-warning = Check
start-hint = Hint
start-n-severe = { $n } severe
start-n-warnings = { $n } to check
start-n-hints = { $n ->
    [one] { $n } hint
   *[other] { $n } hints
}
start-mend-more = { $n ->
    [one] Show all: { $n } more finding
   *[other] Show all: { $n } more findings
}
start-and-more = { $n } more
start-all-indicators = All indicators
start-no-indicators = There are no indicators yet. Add an activity and write down what was promised for it.
start-met-of = { $met } of { $all }
start-met = met
start-worst = Furthest from the target
start-letters = Letters without an answer
start-letters-all = All letters
start-no-letters = Every letter has been answered.
start-letter-over = { $n ->
    [one] { $n } working day late
   *[other] { $n } working days late
}
start-letter-left = { $n ->
    [0] due today
    [one] { $n } working day left
   *[other] { $n } working days left
}
start-letter-without-day = the day it was sent is not said
start-last = What happened last
start-whole-log = The whole log
start-n-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
start-by-command = command line
start-timeline = Activities over time
start-timeline-about = { $n ->
    [one] { $n } activity: a bar from its first to its last day, a line for today
   *[other] { $n } activities: a bar from the first to the last day of each, a line for today
}
start-timeline-table = Table of activities
start-today = today
start-activity = Activity
start-days = Days
start-first-day = First day
start-last-day = Last day
start-standing = Standing

happened-created = Added
happened-changed = Changed
happened-removed = Removed
happened-erased = Personal details erased
happened-frozen = Report frozen
happened-project-created = Project begun
