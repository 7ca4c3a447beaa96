### Interface texts in English.

## The command line: cli

our-fault = Something went wrong on our side: { $detail }. Nothing was half-written. Please report it with this line.
severity-severe = severe
severity-warning = warning
severity-hint = hint
column-code = Code
column-indicator = Indicator
column-plan = Plan
column-actual = Actual
column-met = Met
left-out-to-review = Not counted: { $n ->
    [one] { $n } record waits to be mended
   *[other] { $n } records wait to be mended
 }
left-out-no-person = Not counted: { $n ->
    [one] { $n } record names no person
   *[other] { $n } records name no person
 }
catalogue-in-order = The catalogue is in order: { $registers } registers, { $figures } named figures.
init-demo-progress = Example project
init-done = A new project is in { $place }. Next: “auyl template project.xlsx”, fill it in, then “auyl import project.xlsx”.
init-demo-done = The example project is in { $place }. Next: “auyl indicators”, “auyl check”, “auyl report --out report.docx”.
template-written = Wrote { $file }. Fill in the sheets you need and take them in with “auyl import { $file }”.
import-progress = Rows
import-refused = Nothing of { $file } was taken in. Mend what is said above and import it again; with --keep the wrong rows are kept to review.
import-done = Taken in: { $created } new, { $changed } changed, { $unchanged } unchanged.
export-progress = Registers
export-done = Wrote { $n } records to { $place }.
report-written = Wrote { $file }
freeze-refused = The report was not frozen, because there are severe findings. Mend them and freeze again.
freeze-done = Frozen: { $cells } figures as of event { $event }. “auyl verify” compares a DOCX with them at any time.
verify-fine = Everything agrees: { $cells } figures were recomputed as of event { $event }, and the document says the same.
check-clean = Nothing is missing and nothing contradicts. The report may be frozen.
package-written = Wrote { $file } with { $n } files, an index and their SHA-256.
package-index = Index
package-activity = Activity
package-kind = Kind
package-record = Record
package-file = File
package-size = Bytes
package-sha256 = SHA-256
erased = The personal fields of { $register } { $id } are empty in all versions. No figure has changed.
finding-record-to-review = This record waits to be mended and is counted nowhere: { $codes }
    .todo = Open it, or mend the row in the workbook and import it again.
finding-told-twice = The same stands more than once in “{ $register }” ({ $fields }): { $ids }
    .todo = Keep one and remove the others, or mend what was mistyped.
