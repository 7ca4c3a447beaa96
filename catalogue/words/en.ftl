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
init-done = A new project is in { $spot }. Next: “auyl template project.xlsx”, fill it in, then “auyl import project.xlsx”.
init-demo-done = The example project is in { $spot }. Next: “auyl indicators”, “auyl check”, “auyl report --out report.docx”.
template-written = Wrote { $file }. Fill in the sheets you need and take them in with “auyl import { $file }”.
import-progress = Rows
import-refused = Nothing of { $file } was taken in. Mend what is said above and import it again; with --keep the wrong rows are kept to review.
import-done = Taken in: { $created } new, { $changed } changed, { $unchanged } unchanged.
export-progress = Registers
export-done = Wrote { $n } records to { $spot }.
report-language = The form has no page in “{ $asked }”; the report is written in “{ $written }”.
report-written = Wrote { $file }
freeze-refused = The report was not frozen, because there are severe findings. Mend them and freeze again.
freeze-done = Frozen: { $cells } figures as of event { $seq }. “auyl verify” compares a DOCX with them at any time.
verify-fine = Everything agrees: { $cells } figures were recomputed as of event { $seq }, and the document says the same.
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
finding-record-to-review = This record waits to be mended and is counted nowhere: { $fields }.
    .todo = Open it, or mend the row in the workbook and import it again.

### Forms: advice under the headings of a workbook; what is wrong with rows, the catalogue and measures; refusals

form-help-id = Leave empty for a new record
form-help-text = Text
form-help-note = Text of several lines
form-help-count = Whole number
form-help-decimal = Number
form-help-money = Tenge
form-help-date = Day, e.g. 14.05.2024
form-help-time = Time, e.g. 09:30
form-help-flag = Yes or no
form-help-choice = Choose from the list
form-help-many = Several, with ; between
form-help-place = Id or name of a village
form-help-point = Latitude, longitude
form-help-link = Id or name from
form-help-file = Name of the file beside this workbook
form-help-phone = Phone, e.g. +7 702 000 00 00
form-help-url = Address, e.g. https://…

# Files that are read
finding-id-twice = The id "{ $typed }" already stands in row { $earlier }.
    .todo = Leave the id empty for a new record, or keep only one of the two rows.
finding-key-twice = This row is about the same record as row { $earlier }, but says other things.
    .todo = Keep one of the two rows, or give each its own id.
finding-sheet-unknown = No register is called "{ $sheet }"; the sheet was not read.
    .todo = Rename the sheet if it belongs to a register.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-heading-unknown = No field is called "{ $heading }"; the column was not read.
    .todo = Correct the heading in the first row.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-heading-twice = The heading "{ $heading }" already stands in column { $first }.
    .todo = Keep one of the two columns.
finding-heading-computed = "{ $heading }" is computed by the program; the column was not read.
    .todo = Nothing to do; the column may be deleted.
finding-heading-empty = Something stands here, but the column has no heading; it was not read.
    .todo = Write the heading in the first row or clear the column.
finding-cell-error = The cell holds an error of Excel: { $typed }.
    .todo = Correct the formula or type the value itself.
finding-workbook-nothing-recognised = Neither a sheet nor a heading of "{ $file }" belongs to a register.
    .todo = Make an empty form with "auyl template FILE.xlsx" and copy the rows into it.
finding-decision-sum = “{ $name }”: { $sum } tenge is told, its parts give { $parts }.
    .todo = Compare the row with the decision; if the decision itself is wrong, tell the maslikhat.
finding-decision-twice = “{ $name }”: one sheet says { $sum } tenge, another { $other }; the first is taken.
    .todo = Compare the sheets with the decision and mend the wrong cell.
finding-decision-no-unit = Sheet “{ $sheet }” does not say what its sums are counted in: they are taken as thousand tenge.
    .todo = Write “тысяч тенге” or “тенге” above the table and upload it again if it is otherwise.
finding-decision-no-year = Sheet “{ $sheet }” does not say which year the budget is of: write “2024 год” or “2024 жылға” above the table.
    .todo = Write the year above the table and upload the file again.
finding-decision-nothing = No budget was found in “{ $file }”: there is no row of revenue or spending with a sum.
    .todo = Choose the annex of the decision (XLSX), or leave the village out if it is a workbook of Auyl.
finding-csv-broken = The CSV file cannot be read further: { $detail }.
    .todo = Save it again as CSV in UTF-8.
finding-records-broken = The file of records is not valid TOML: { $detail }.
    .todo = Correct the line.
finding-records-nested = "{ $name }" holds a table; a field holds one value or a list of words.
    .todo = Write the value on one line.

# Values that were typed
finding-id-malformed = "{ $typed }" cannot be an id.
    .todo = Use up to 64 Latin letters, digits, dots, hyphens and underscores, or leave it empty.
finding-field-missing = "{ $field }" is empty.
    .todo = Fill it in; without it the record is counted nowhere.
finding-field-not-asked = "{ $field }" is not asked here; "{ $typed }" was left out.
    .todo = Clear the field, or correct the one on which it depends.
finding-field-unknown = The register has no field "{ $name }".
    .todo = Correct the name.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-number-not-whole = "{ $field }": "{ $typed }" is not a whole number.
    .todo = Write digits only, e.g. 60.
finding-number-malformed = "{ $field }": "{ $typed }" is not a number, or has more than four decimals.
    .todo = Write digits and a decimal comma, e.g. 14,5.
finding-money-malformed = "{ $field }": "{ $typed }" is not an amount in tenge.
    .todo = Write digits with at most two decimals, e.g. 2 440 000 or 150,50.
finding-number-too-small = "{ $field }": { $typed } is less than { $min }.
    .todo = Check the number.
finding-number-too-large = "{ $field }": { $typed } is more than { $max }.
    .todo = Check the number.
finding-date-impossible = "{ $field }": there is no day "{ $typed }".
    .todo = Write day, month and year, e.g. 14.05.2024.
finding-time-malformed = "{ $field }": "{ $typed }" is not a time of day.
    .todo = Write hours and minutes, e.g. 09:30.
finding-flag-malformed = "{ $field }": "{ $typed }" is neither yes nor no.
    .todo = Write Yes or No.
finding-point-malformed = "{ $field }": "{ $typed }" is not a point on the map.
    .todo = Write latitude and longitude in degrees, e.g. 44.95, 65.35.
finding-phone-malformed = "{ $field }": "{ $typed }" is not a telephone number.
    .todo = Write all digits, e.g. +7 702 000 00 00.
finding-url-malformed = "{ $field }": "{ $typed }" is not a web address.
    .todo = Copy the whole address, beginning with https://.
finding-choice-unknown = "{ $field }": "{ $typed }" is not in the list.
    .todo = Choose from the list.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-link-unknown = "{ $field }": nothing called "{ $typed }" is recorded in { $register }.
    .todo = Correct the name or add the record first.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-link-ambiguous = "{ $field }": several records of { $register } are called "{ $typed }".
    .todo = Write the id of the one that is meant: { $ids }.
finding-file-not-found = "{ $field }": there is no file "{ $typed }".
    .todo = Put the file beside the workbook and write its name as it is.
finding-state-not-allowed = The state "{ $state }" cannot follow "{ $earlier }".
    .todo = Go through the states in between.
finding-state-needs-field = The state "{ $state }" needs "{ $need }".
    .todo = Fill it in or choose an earlier state.

# The catalogue
finding-catalogue-words = The interface text cannot be read: { $detail }.
    .todo = Correct the line.
finding-catalogue-id = "{ $id }" cannot be a name here: it is taken, reserved or has other signs than a-z, 0-9 and _.
    .todo = Choose another name, at most 40 letters, beginning with a letter.
finding-catalogue-id-not-file = The register is called "{ $id }", but its file is called otherwise.
    .todo = Give the file the register's name.
finding-catalogue-toml = The file is not valid: { $detail }.
    .todo = Correct the line.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-catalogue-field-unknown = The register { $register } has no field "{ $name }".
    .todo = Correct the name.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-catalogue-register-unknown = There is no register "{ $name }".
    .todo = Correct the name.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-catalogue-choices-unknown = There is no list "{ $name }" in choices.
    .todo = Correct the name or add the list.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-catalogue-kind-unknown = "{ $kind }" is not a kind of field.
    .todo = Write one of { $kinds }.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-catalogue-kind-lacks = A field of kind "{ $kind }" needs "{ $what }".
    .todo = Add the line "{ $what } = …".
finding-catalogue-mark-misplaced = A field of kind "{ $kind }" cannot be "{ $mark }".
    .todo = Remove the mark or change the kind.
finding-catalogue-severity-unknown = "{ $severity }" is not a severity.
    .todo = Write severe, warning or hint.

# Measures; the second line shows the text and the third points at the place
finding-measure-expected =
    Here "{ $expected }" was expected:
    { $text }
    { $pointer }
    .todo = Correct the measure at this place.
finding-measure-sign-unknown =
    This sign has no meaning in a measure:
    { $text }
    { $pointer }
    .todo = Remove it.
finding-measure-quote-open =
    The quotation mark is never closed:
    { $text }
    { $pointer }
    .todo = Close it with the same mark.
finding-measure-too-long = A measure or condition has more than { $most } words and signs.
    .todo = Divide it into two.
finding-measure-too-deep =
    Too many brackets inside one another:
    { $text }
    { $pointer }
    .todo = Divide the measure into two figures.
finding-measure-number-not-whole =
    Only whole numbers may stand here:
    { $text }
    { $pointer }
    .todo = Write a share as a division, e.g. 1 / 2.
finding-measure-function-unknown =
    Nothing is counted in this way:
    { $text }
    { $pointer }
    .todo = Write one of { $functions }.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-measure-register-unknown =
    There is no such register:
    { $text }
    { $pointer }
    .todo = Correct the name.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-measure-field-unknown =
    { $register } has no such field, nor has anything it links to:
    { $text }
    { $pointer }
    .todo = Correct the name.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-measure-field-ambiguous =
    { $register } reaches this field in several ways:
    { $text }
    { $pointer }
    .todo = Write the whole way, one of { $ways }.
finding-measure-field-personal =
    Personal fields are never counted:
    { $text }
    { $pointer }
    .todo = Use a field that is not personal, e.g. the age band instead of the year of birth.
finding-measure-not-a-link =
    "{ $field }" of { $register } leads to no single record:
    { $text }
    { $pointer }
    .todo = End the name before the dot.
finding-measure-not-a-number =
    "{ $field }" is not a number:
    { $text }
    { $pointer }
    .todo = Count the records instead, or name a field that holds a number.
finding-measure-not-ordered =
    "{ $field }" has no more and no less:
    { $text }
    { $pointer }
    .todo = Compare it with = or !=.
finding-measure-not-per-group =
    Only count, persons and sum can be taken per group:
    { $text }
    { $pointer }
    .todo = Use one of them inside the brackets.
finding-measure-group-unreachable =
    { $register } does not lead to { $group }:
    { $text }
    { $pointer }
    .todo = Name a register to which it has a link.
finding-measure-counts-records =
    Records of { $register } are counted whole, without a field:
    { $text }
    { $pointer }
    .todo = Remove the field or use sum.
finding-measure-needs-field =
    It is not said which field of { $register } is meant:
    { $text }
    { $pointer }
    .todo = Write { $register } and a field that holds a number, with a dot between.
finding-measure-no-persons =
    { $register } does not lead to persons:
    { $text }
    { $pointer }
    .todo = Use count, or a register with participants.
finding-measure-change-inside =
    A change cannot stand inside another measure:
    { $text }
    { $pointer }
    .todo = Make it a measure of its own.
finding-measure-units-differ =
    { $left } and { $right } cannot be reckoned together:
    { $text }
    { $pointer }
    .todo = Reckon only with values of one unit.
finding-measure-fields-differ =
    These two fields hold different things:
    { $text }
    { $pointer }
    .todo = Compare numbers with numbers and texts with texts.
finding-measure-value-wrong =
    "{ $field }" cannot have this value:
    { $text }
    { $pointer }
    .todo = Write it like { $expected }.
finding-measure-choice-unknown =
    "{ $field }" has no such word in its list:
    { $text }
    { $pointer }
    .todo = Write one of { $choices }.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-measure-without-activity = Records of { $register } do not lead to an activity, so they cannot be counted for one.
    .todo = Add "in project" to the measure.

# What cannot be granted
refusal-catalogue-has-faults = The catalogue has a fault ({ $spot }): { $detail } Correct the file and try again.
refusal-measure-wrong = { $detail }
    { $todo }
refusal-form-unknown = There is no report form "{ $form }". Known forms: { $known }.
refusal-form-not-valid-then = The form "{ $form }" was not valid on { $on }. It is valid: { $valid }. Choose another date or form.
refusal-format-unknown = It is not clear in which format to write "{ $path }". Choose one of: { $known }.
refusal-file-missing = There is no file or folder "{ $path }". Check the name and the folder.
refusal-file-unreadable = { $reason ->
        [denied] You may not read "{ $path }". Ask its owner or copy it to a folder of your own.
        [folder] "{ $path }" is a folder. Name a file.
        [text] "{ $path }" is no text in UTF-8. Save it again as UTF-8.
       *[other] "{ $path }" cannot be read{ $detail_set ->
            [yes] {" "}({ $detail })
           *[no] {""}
        }. Check that it is whole and that you may read it.
    }
refusal-file-unwritable = { $reason ->
        [denied] You may not write "{ $path }". Choose another folder.
        [folder] "{ $path }" is a folder. Name a file in it.
        [occupied] A part of the way to "{ $path }" is a file, not a folder. Choose another name.
       *[other] "{ $path }" cannot be written{ $detail_set ->
            [yes] {" "}({ $detail })
           *[no] {""}
        }. Check that it is not open elsewhere and that you may write there.
    }
refusal-workbook-unreadable = { $reason ->
        [old] "{ $file }" is a workbook of an old kind (.xls). Open it in Excel, save it as .xlsx and try again.
        [large] "{ $file }" is too large when unpacked. Divide it into several workbooks and try again.
       *[broken] "{ $file }" is not a whole Excel workbook. Open it in Excel, save it as .xlsx and try again; if it does not open, copy or download it once more.
    }
refusal-workbook-protected = "{ $file }" is protected with a password. Open it in Excel, remove the password and save it.
refusal-folder-in-use = { $path_set ->
        [yes] The data folder "{ $path }" is in use by another Auyl. Wait until it has finished, then try again.
       *[no] The data are in use by another Auyl. Wait until it has finished, then try again.
    }
refusal-folder-is-newer = The data in "{ $path }" were written by a newer Auyl. Install the newer version.
refusal-folder-has-project = There is a project here already: { $project }. Choose another folder with --data.
refusal-project-missing = { $known_set ->
        [yes] { $project_set ->
            [yes] There is no project "{ $project }" here. Known: { $known }.
           *[no] There are several projects here: { $known }. Say with --project which one is meant.
        }
       *[no] { $spot_set ->
            [yes] There is no project in "{ $spot }". Begin one with "auyl init" (the example: "auyl init --demo"), or name another folder with --data.
           *[no] There is no project here yet. Begin one with "auyl init" (the example: "auyl init --demo"), or name another folder with --data.
        }
    }
refusal-database-unreachable = The database does not answer ({ $detail }). Nothing was changed. Check the address and that the database runs, then try again.
refusal-disk-full = { $path_set ->
        [yes] There is no room left on the disk for "{ $path }". Nothing was changed. Make room and try again.
       *[no] There is no room left on the disk. Nothing was changed. Make room and try again.
    }
refusal-register-unknown = There is no register "{ $name }".{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
refusal-record-missing = { $register } has no record "{ $id }". Check the id.
refusal-record-is-linked = { $count ->
    [one] One record still points
   *[other] { $count } records still point
    } to "{ $id }" ({ $register }). Change or remove them first.
refusal-report-unknown = "{ $file }" is no frozen report of this project. Freeze one with "auyl freeze" first, or check --data.
refusal-demo-missing = The example project is not in this catalogue. Leave out --catalogue or add the folder demo to it.
refusal-output-missing = It is not said where to write. Name a workbook (FILE.xlsx), a folder for CSV (--csv DIR), or both.
refusal-event-missing = There is no event { $seq }. The last one is { $last }.

## Documents read and written

finding-docx-not-docx = This is no DOCX file, or only a part of one.
    .todo = Save it in Word as DOCX and send the whole file again.
finding-docx-locked = This is a DOC file or a DOCX with a password.
    .todo = Open it in Word and save it as DOCX without a password.
finding-docx-damaged = Part «{ $part }» of the file is damaged.
    .todo = Send the file again.
finding-docx-too-large = Part «{ $part }» unpacks to more than a report can hold; it was not read.
    .todo = Make the pictures smaller and save the file again.
finding-paper-broken = The markup is broken here and nothing after it was read: { $reason }.
    .todo = Mend this place.
finding-paper-too-large = The document has too many parts; the rest was not read.
    .todo = Divide the document.
finding-paper-too-deep = The nesting is too deep here; the inner part was not read.
    .todo = Remove nested tables that are not needed.
finding-paper-entity-unknown = «&{ $name };» is not known here.
    .todo = Write the letter itself.
finding-paper-tag-unopened = </{ $name }> closes nothing.
    .todo = Remove it.
finding-paper-tag-unclosed = <{ $name }> is never closed.
    .todo = Add </{ $name }>.
finding-page-element-unknown = Report forms know no <{ $name }>; its text was kept.
    .todo = Use one of the elements that report forms know.
finding-page-class-unknown = Paragraphs have no class «{ $name }».
    .todo = There are note, centered and signature.
finding-page-figure-without-cell = The figure «{ $text }» names no report cell.
    .todo = Write <data value="…"> with a cell of the form.
finding-page-picture-missing = There is no picture «{ $source }».
    .todo = Upload the JPEG or PNG file again.
finding-page-picture-undescribed = The picture «{ $source }» has no description.
    .todo = Fill alt with what it shows.
finding-page-widths-wrong = The column widths «{ $widths }» cannot be understood.
    .todo = Write numbers divided by spaces.
finding-page-row-short = Row { $row } of the table has less than { $columns } columns.
    .todo = Add the missing cells.
finding-page-span-wrong = «{ $span }» is no number of columns or rows.
    .todo = Write a whole number from 1.

## Reports: forms, narratives, checks before freezing, verification

finding-form-page-missing = The report form has no page "{ $file }".
    .todo = Add the file to the folder of the form, or take another language.
finding-form-register-unknown = The report form lists the register "{ $name }", which does not exist.
    .todo = Correct the list registers in form.toml.
finding-form-template-broken = The page of the report form cannot be filled: { $detail }.
    .todo = Correct this place of the page.
finding-style-unknown = There is no way "{ $style }" to write a number.
    .todo = There are words, thousands and percent.
finding-digit-typed = Numbers are typed into the text and nothing stands behind them: { $typed }.
    .todo = Replace them by measures in double braces, such as {"{{"} persons(attendance) {"}}"}.
finding-narrative-missing = The text of the section "{ $section }" is missing{ $name }.
    .todo = Enter it in the register "Narratives".
finding-narrative-untranslated = There is no text in the language of the report; that of another language was taken.
    .todo = Translate it.
finding-deviation-missing = Indicator { $code } "{ $title }": plan { $plan }, actual { $actual }, and nobody wrote why.
    .todo = Enter a narrative of the section "Reason for a deviation" for this indicator.
finding-place-below-plan = Indicator { $code } "{ $title }", { $place }: plan { $due }, actual { $actual }.
    .todo = Enter what is missing or explain the deviation.
finding-evidence-missing-event = Indicator { $code } "{ $title }": each of { $events } events needs { $due } of "{ $kind }": "{ $event }" of { $day } in { $place } has { $has }.
    .todo = Attach the missing files to this event in the register "Evidence".
finding-evidence-missing-place = Indicator { $code } "{ $title }": each village needs { $due } of "{ $kind }": { $place } has { $has }.
    .todo = Attach the missing files and name the village in them.
finding-evidence-missing-activity = Indicator { $code } "{ $title }" needs { $due } of "{ $kind }": there are { $has }.
    .todo = Attach the missing files to the activity.
finding-story-length = The success story "{ $title }" ({ $lang }) has { $sentences } sentences; { $fewest } to { $most } are due.
    .todo = Shorten or complete the three parts of the story.
finding-record-twice = "{ $register }" has { $count } records of the same thing ({ $same }): { $ids }.
    .todo = Keep one and mend or remove the others.
finding-photo-other-day = The photo "{ $file }" was taken on { $taken }, but "{ $event }" in { $place } was on { $held }.
    .todo = Attach a photo of this event, or give the reason in the field "Reason for another date or place".
finding-photo-far-away = The photo "{ $file }" was taken { $km } km from the place of "{ $event }" ({ $day }, { $place }).
    .todo = Attach a photo of this event, or give the reason in the field "Reason for another date or place".
finding-photo-two-events = The same photo "{ $file }" is attached to different events: { $events }.
    .todo = Keep it at the event that it shows.
finding-verify-cell-recomputed = Figure { $cell }: the frozen report says { $frozen }, the records of event { $as_of } give { $now } ({ $measure }).
    .todo = Records of that time were changed behind the program's back. Look into the log.
finding-verify-cell-uncountable = Figure { $cell } ({ $measure }) can no longer be counted: { $detail }.
    .todo = Check the measure and the catalogue with which the report was frozen.
finding-verify-cell-edited = Figure { $cell } was changed in the document: it was { $frozen } and is { $paper } (place { $stands }; { $measure }).
    .todo = Restore the value, or correct the records and compile the report again.
finding-verify-cell-missing = Figure { $cell } ({ $measure }), which was { $frozen }, is not in the document: removed or typed by hand.
    .todo = Restore it from the frozen report.
finding-verify-cell-unknown = The frozen report had no figure { $cell }; in the document it is { $paper } (place { $stands }).
    .todo = Remove it from the document.
finding-verify-text-changed = The text was changed (place { $stands }): it was "{ $before }" and is "{ $after }". New numbers: { $numbers }.
    .todo = If the change is right, enter it in the narratives and compile the report again.
finding-verify-text-added = Text was added (place { $stands }): "{ $after }". Numbers in it: { $numbers }.
    .todo = If the text is right, enter it in the narratives and compile the report again.
finding-verify-text-removed = Text was removed (place { $stands }): "{ $before }".
    .todo = If the text is not wanted, remove it from the records and compile the report again.
provenance-title = Where these figures come from
provenance-note = For each figure of the report: what was counted, what came out, and which records and files stand behind it.
provenance-activity = activity { $activity }
provenance-records = records: { $n }
provenance-files = Files, by their SHA-256
provenance-more = And { $n } more.

# The log of events, held against itself
finding-log-altered = Event { $seq } does not follow from the one before it: the log was changed outside the program.
    .todo = Compare with a backup; do not rely on reports compiled after this event.
finding-record-altered = The record is not what event { $seq } wrote: it was changed outside the program.
    .todo = Compare with a backup and enter the right values anew.
finding-record-lost = The record that event { $seq } wrote is no longer in the database.
    .todo = Restore it from a backup.

## How sure a survey is
uncertainty = { $n } answers; with 95 % certainty between { $low } and { $high } per cent (of a change: percentage points).
uncertainty-chance = So large a change by chance alone: { $p } %.

## The command line: where it was not used as it should be
usage-heading = Usage:
usage-commands = Commands
usage-arguments = Arguments
usage-options = Options
usage-help = Print help
usage-version = Print the version
usage-command-unknown = There is no command "{ $given }".{ $nearest_set ->
    [yes] {" "}Nearest: { $nearest }.
   *[no] {""}
 }
usage-argument-unknown = "{ $given }" is not expected here.{ $nearest_set ->
    [yes] {" "}Nearest: { $nearest }.
   *[no] {""}
 }
usage-argument-missing = Something is missing: { $missing }.
usage-value-wrong = "{ $given }" does not fit { $argument }.{ $known_set ->
    [yes] {" "}Choose one of: { $known }.
   *[no] {""}
 }
usage-value-missing = { $argument } needs a value.
usage-twice = { $argument } was given more than once.
usage-other = The command line cannot be understood: { $detail }
usage-see-help = See { $command } --help.
