### The page of a record and its form.

guide-record = Everything that is known about one record: its fields, its files, and the records of other registers that point to it.
    “Change” opens the form; “History” shows who changed what and brings back what was there before.
    If the record waits to be mended, the top of the page says what is wrong: until then it is counted nowhere.
guide-form = Fields with a star must be filled. What you type is kept by itself every few seconds; when you open the form again you can continue.
    If something is wrong the program lists it; mend it at once, or keep the record “to review”.
guide-end = A removed record leaves lists and counts, but its history stays and it can be brought back.
    Erased personal details cannot be brought back; no figure of the report changes.

told-record-saved = Saved.
told-record-saved-more = Saved. You can type the next record.
told-record-removed = The record was removed. It can be brought back from the page “What happened”.
told-record-erased = The personal details were erased.

record-change = Change
record-papers = Papers
paper-ngo-decision = Decision of the founders
paper-ngo-charter = Charter (skeleton)
paper-ngo-founders = List of founders
record-history = History
record-remove = Remove
record-erase = Erase personal details
record-fields = Fields of the record
record-empty-fields = Not filled
record-to-review = This record waits to be mended and is counted nowhere
record-typed = Typed
record-mend = Mend
record-next-state = Next step:
record-by-field = They point here by
record-no-rows = There is nothing yet.
record-all = All
record-type-rows = Type as a list
record-add-one = Add
record-special-event = Page of the event: programme, sign-in list, evidence
record-special-indicator = Page of the indicator: plan, actual, where the number comes from

record-new-of = { $name }: new record
record-change-of = Change: { $name }
record-must = must be filled
record-none = not given
record-unknown = not known
record-asked-when = Filled in if { $name }
record-and = and
record-or = or
record-not = not
record-is-set = “{ $name }” is filled
record-latitude = latitude
record-longitude = longitude
record-where-i-am = Where I am
record-one-more = add one more
record-drop-file = Take this file away
record-save-more = Save and add another
record-keep = Keep to review
record-keep-help = “Keep to review”: the record stays with everything you typed, but is not counted until the faults are mended.
record-not-saved = Not saved
record-typed-is-here = Everything you typed is still in the form. Press “Save” again a little later; choose files anew.
record-of-other-place = The record belongs to a village that is not yours. Choose your village or ask the project manager.
record-file-too-large = { $name }: The file is too large, at most { $most }.
record-file-without-bytes = “{ $name }”: the file is empty (0 bytes). Check it and choose it again.
record-file-unwritten = “{ $name }”: the file could not be written to the server's disk. Tell whoever looks after the server and try again.
record-unsent = You began to fill in this form: { $when }.
record-unsent-here = What you typed and did not send is still in this browser.
record-continue = Continue what I typed
record-discard = Not needed
record-draft-kept = Draft kept
record-draft-here = No connection: the draft is kept in this browser

record-again = Everything you typed is on this page, nothing is lost. Send it again in a minute; if you had chosen a file, attach it afterwards in the form of the record.
record-send-again = Send again

record-megabytes = { $n } MB
record-removed-meanwhile = Somebody removed this record while the form was open. What you typed is here: press “Save” and the record is there again.

record-conflict = Somebody else changed this record
record-conflict-told = While you were changing “{ $name }”, { $who } saved something else ({ $when }). Choose for each field which stays. All other changes of both have been put together.
record-mine = Mine
record-theirs = Saved by the other
record-take-theirs = Leave all as the other saved it

record-remove-sure = Remove this record? It leaves lists and is no longer counted. Its history stays, and it can be brought back.
record-erase-sure = Erase the personal details of this record for good, in all earlier versions too? They cannot be brought back. No figure of the report changes. These fields are emptied:
