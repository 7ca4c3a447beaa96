### The report: sections, preview, downloads, freezing, verifying.

report-title = Report
report-in-language = Language of the report
report-take = Look and take away
report-preview = The whole report
report-package = Package with evidence (ZIP)
report-verify = Verify a file
report-freeze = Freeze the report
report-freeze-help = Numbers and files are kept as they are now and cannot be changed later.
report-freeze-sure = Freeze the report as it is now?
report-freeze-blocked = The report cannot be frozen yet: first mend the findings marked “severe”.
report-freeze-refused = The report was not frozen
report-freeze-refused-why = { $n ->
    [one] { $n } severe finding is left. Mend it and freeze the report again.
   *[other] { $n } severe findings are left. Mend them and freeze the report again.
 }
report-texts-whole = Texts about the whole project
report-texts-of = Texts: { $name }
report-text-missing = no text
report-text-write = write
report-no-language = no { $name }
report-nothing-about = There are no records to write about yet. Enter the project's plan first.
report-findings = { $n ->
    [one] { $n } finding
   *[other] { $n } findings
 }
report-no-findings = No findings: the report can be frozen.
report-more = { $n } more
report-mend = Mend
report-severe = severe
report-warning = check
report-hint = hint
report-as-of = As of event { $name }
report-line = Line { $n }

## Frozen reports

report-frozen-list = Frozen reports
report-frozen-none = No report is frozen yet. When no severe finding is left, freeze the report before you send it.
report-frozen-title = Frozen report
report-frozen-when = When
report-frozen-who = Who
report-frozen-event = As of event
report-frozen-cells = Numbers in it
report-frozen-id = Number of the report
report-frozen-files = Files as they were frozen
told-frozen = The report is frozen.
report-compare = Compare
report-compare-title = Compare with another report
report-compare-older = Older
report-compare-newer = Newer
report-compare-heading = Two reports compared
report-compared-agree = The same in both: { $n }
report-compared-same = All numbers agree.
report-compared-changed = Changed: { $n }
report-compared-new = New: { $n }
report-compared-gone = Gone: { $n }
report-compared-what = What is counted
report-compared-before = Before
report-compared-after = After

## Verifying

report-verify-title = Verify a file against its frozen report
report-verify-file = Report file (DOCX)
report-verify-help = The file is held against the report it was made from: each number is counted again from the records of that day. The file is not kept.
report-verify-do = Verify
report-verify-empty = No file was chosen, or it is empty. Choose a DOCX file.
report-verify-is = This is the report:
report-verify-agrees = Everything agrees: neither numbers nor words were changed.
report-verify-differs = { $n ->
    [one] { $n } difference was found.
   *[other] { $n } differences were found.
 }

## Long work

report-job-pdf = The PDF is being laid out
report-job-zip = The package with evidence is being put together
report-job-freeze = The report is being frozen
report-job-ready = Ready. If the file does not arrive by itself, press the button.
report-job-fetch = Download
report-job-wait = Work is under way. It may take up to a minute.
report-job-progress = { $done } of { $total } are done.
report-job-itself = This page renews itself.

## The text of a section

report-text-record = The record and its history
report-text-help = Do not type numbers: type { "{{" } and choose a measure from the list. An empty line parts paragraphs, *italic* and **bold** are marked so, lists begin with “- ” or “1. ”.
report-text-empty = Here the text appears as it will stand in the report.
report-preview-text = As it will be in the report
report-preview-do = Show
report-text-refused = The text was not saved
report-text-conflict = While you wrote, somebody else changed the text: { $name }
report-text-conflict-do = What they wrote stands below. Take over what you need and save again: then yours stays.
report-text-unsent = This is your text that is not saved yet.
report-text-discard = Go back to the saved one
report-text-kept = Draft kept
report-offer-none = Nothing found
report-offer-some = Measures offered:
report-offer-typed = as typed
told-text-saved = The text is saved.

guide-report = The report to the grantor comes together here: which texts are written, which are missing, and what does not add up.
    You can look at the whole report and take it away as DOCX, PDF or HTML. Freeze it before you send it: then every number can be checked again.
guide-section = Write the text of the section on the left; on the right you see what it becomes in the report.
    Numbers are not typed but put as measures in double braces, so they count themselves again. Press a number in the preview to see what it is made of.
guide-frozen = A frozen report is kept with its files and the event up to which it was counted.
    You can take it away as it was sent and compare it with another.
guide-verify = When a report comes back from somebody as DOCX, see whether numbers or words were changed in it.
guide-job = The work goes on even if you close this page. What comes of it waits here for an hour.
report-empty = There is nothing to report yet. First the project's passport: its days say which form of the report is in force.
