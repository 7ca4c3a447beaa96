### A monitor's view of a report that somebody else wrote: held against the records, uploaded, marked.

finding-audit-records = { $what }: the report says { $value }, the records give { $records }. { $because }
    .todo = Look at the records: auyl figure "{ $measure }" --records. Correct the report, or enter what is missing.
    .what = With --project: holds indicators and quantities of the report against what the records of the project give.
    .why = A number in a report is worth what stands behind it.
    .example = «32» · 30
audit-records-twice = People counted more than once: { $n }.
audit-compared = Held against the records: { $n ->
    [one] { $n } number.
   *[other] { $n } numbers.
 }
audit-mark = Marked
audit-mark-ask = Is it so?
audit-mark-right = right
audit-mark-wrong = wrong
audit-mark-unimportant = unimportant
audit-reason = Reason
audit-upload-title = Check a report
audit-upload-files = Reports (DOCX, PDF, text)
audit-upload-help = Each report is read and checked against itself: sums, dates, plan and actual, lists, letters. Nothing is kept unless you ask.
audit-upload-records = Also hold the numbers against the records of this project
audit-upload-keep = Keep the reports with this project: the file, the day and how much was found
audit-kept = { $n ->
    [one] One report is kept.
   *[other] { $n } reports are kept.
}
audit-kept-where = Checked reports
audit-upload-do = Check
audit-upload-empty = No file was chosen, or it is empty. Choose DOCX, PDF or text files.
audit-upload-more = Check other reports
audit-take = Take away what was found, with your marks
audit-list-wrong = What was found could not be read back. Check the report again.
guide-audit = A report that somebody else wrote is read and held against itself: each finding shows the places that contradict each other. Look at them, mark each as right, wrong or unimportant, and take the list away: the marks and reasons stand in it. Nothing of the report stays on the server unless you ask to keep it.
