### Typing a list: the sign-in sheet and other rows.

guide-rows = Rows are typed fast here, for example who came to an event. Begin to type a name: if the person is known the program suggests them; choose with the down arrow and press Enter.
    For a new person fill in gender, year of birth and status in the same row. Right rows are saved at once; wrong ones stay on the page, and it says what to mend in them.
told-rows-saved = The rows were saved.
rows-how = Choose a known person from the suggestions. For a new one fill in the fields beside the name too. Empty rows are not saved.
rows-how-plain = One row is one record. Empty rows are not saved.
rows-there = On the list: { $n }
rows-add = One more row
rows-done = Done
rows-keys = Enter – next field, Ctrl+Enter – save
rows-already = On the list already
rows-none = Nobody has been entered yet. Type the first row in the table above.
rows-who = Who
rows-row = Row
rows-remove-sure = Remove the row “{ $name }”?
rows-outcome = Rows saved: { $saved }. Not saved, to be mended: { $held }
finding-row-changed-meanwhile = Somebody else changed this row meanwhile.
    .todo = Look at it in the list below and change it there if need be.
finding-row-of-other-place = This person's village is not yours.
    .todo = Choose your village or ask the project manager.
finding-row-name-unknown = “{ $typed }” is not recorded yet.
    .todo = Choose from the suggestions, or fill in the fields beside the name: the person is then recorded as a new one.
