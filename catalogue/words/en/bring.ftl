### Import: a workbook is uploaded, looked at, mended in the page, and taken.

bring-title = Import
bring-step-template = 1. Fill in the workbook
bring-template-help = Download an empty workbook: it has a sheet with advice and lists for each register. A workbook exported from here will do, too.
bring-step-upload = 2. Upload it
bring-file = Excel workbook (.xlsx) or a file of one register (.csv)
bring-file-help = At most { $name }. You will first see what would change.
bring-look = Upload and look
bring-csv = A CSV file
bring-csv-register = To which register the rows belong
bring-csv-by-name = by the file's name
bring-csv-which = The name “{ $name }” does not say to which register the rows belong. Choose the register under “A CSV file” and upload it again.
bring-csv-letters = The letters in “{ $name }” cannot be read. Save it as “CSV UTF-8” and upload it again.
bring-decision = The budget of a village by the decision of the maslikhat
bring-decision-village = Whose budget it is
bring-decision-help = The annexes as they were published (codes, names, thousand tenge), in Kazakh, Russian or both. What stands above the lines is compared with their sum.
bring-decision-none = it is a workbook of Auyl
bring-empty = No file was chosen, or it is empty. Choose a file and upload it again.
bring-nothing-yet = Until you press “Take it”, nothing changes in the project. The uploaded file is kept for a day and only you see it.
bring-look-title = What the file would change
bring-n-wrong = { $n ->
    [one] { $n } wrong row
   *[other] { $n } wrong rows
 }
bring-wrong-do = Mend the cells below and press “Check again”. The file itself need not be changed.
bring-first = The first { $n } are shown.
bring-all-same = Everything in the file is there already: nothing to take.
bring-all-good = Nothing is wrong. See what would change and press “Take it”.
bring-sheets = Sheets of the file
bring-sheet = Sheet
bring-new = New
bring-changed = Changed
bring-unchanged = Unchanged
bring-wrong = Wrong
bring-to-review = To review
bring-hidden = Here are personal details that are not shown to you.
bring-n-mended = { $n ->
    [one] { $n } cell is mended.
   *[other] { $n } cells are mended.
 }
bring-keep = Take wrong rows, too: they are kept “to review” and counted nowhere until somebody mends them.
bring-check = Check again
bring-take = Take it
bring-forget = Throw the file away
bring-n-changed = { $n ->
    [one] { $n } record would change
   *[other] { $n } records would change
 }
bring-n-new = { $n ->
    [one] { $n } new record
   *[other] { $n } new records
 }
bring-row = Record
bring-field = Field
bring-old = Now
bring-became = Then
bring-job-look = The file is being checked
bring-job-take = The file is being taken
bring-done-title = The file was taken
bring-where = Where to see it
bring-undo = Every record can be brought back to what it said before: open its history.
bring-another = Upload another file
told-import-forgotten = The file is gone, nothing was changed.
told-import-refused = Nothing was taken: the file still has errors.
told-import-taken = The file was taken.
guide-import = Data from Excel is brought into the project here, a whole workbook at once.
    You first see what is new, what would change and what is wrong, and mend it in the page. A file is taken as a whole or not at all, and the same file a second time changes nothing.
