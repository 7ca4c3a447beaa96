### The history of a record, and what happened in the project.

history-of = History: { $name }
history-verb-created = Added
history-verb-changed = Changed
history-verb-removed = Removed
history-verb-erased = Personal details erased
history-verb-project-created = Project begun
history-verb-frozen = Report frozen
history-verb-opened = Open page switched on
history-verb-closed = Open page switched off
history-verb-other = Something else
history-somebody = somebody
history-program = the program
history-now = as it is now
history-field = Field
history-before = Before
history-after = Since
history-undo = Back to this version
history-undo-sure = Make the record say again what it said then? What it says now stays in its history.
history-removed = This record was removed. Its versions stay.
history-removed-back = This record was removed. “Back to this version” brings it back.
history-contested = Somebody changed this record while you were looking at its history. Nothing was undone: look at the newest version, then decide.
history-when = When
history-who = Who
history-what = What happened
history-register = Register
history-record = Record
history-history = history
history-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
history-nothing = Nothing of the kind has happened here.
history-older = Earlier
history-newest = To the newest
told-undone = The record says again what it said then.
told-undone-already = The record says that already; nothing was changed.
told-undone-to-review = The record is back, but something of it does not fit any more: mend it, until then it is counted nowhere.
guide-history = Every version of the record with who made it and when. What was there before is struck through, what came instead stands beside it. “Back to this version” makes one more version and loses nothing.
guide-log = Everything that was added, changed or removed in the project, newest first. An import stands as one line. Nothing here can be altered or deleted; names of people whose details were erased are not shown.
