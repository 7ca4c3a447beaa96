# Forms on the phone.
phone-yes = Yes
phone-no = No
phone-not-listed = Not in the list, I type the name
phone-typed = type the name
phone-required = This question needs an answer.
phone-between = Enter a number from { $min } to { $max }.
phone-at-least = Enter a number of at least { $min }.
phone-at-most = Enter a number of at most { $max }.
phone-phone = Enter a telephone number, for example +7 702 000 00 00.
phone-url = The address has to begin with https://.
refusal-submission-of-another-form = This answers the form "{ $form }", but "{ $wanted }" was expected here. Refresh the list of forms on the phone and send it again.
finding-submission-record-removed = Somebody here removed this record; the phone sent it once more.
    .todo = Bring the record back in its history, or leave it removed and tell whoever sent it.
finding-submission-version = It answers version { $version } of the form; the version known is { $known }.
    .todo = Refresh the forms on the phone and look through the fields of this answer.
finding-submission-field-unknown = The form has no field "{ $name }", yet "{ $typed }" was written in it. The text is kept in the original.
    .todo = If it is needed, enter it yourself in the right field of the record.
finding-submission-text-long = One answer is longer than { $most } letters; the rest is not in the record, but kept in the original.
    .todo = Open the original and enter what is needed in fewer words.
finding-submission-file-name = The file name "{ $typed }" holds a folder or a sign that no name has; it was taken as "{ $name }".
    .todo = Check that it is the right file.
finding-submission-clock = The clock of the phone seems wrong: begun { $started }, ended { $ended }, received { $received }.
    .todo = Check the dates of the record, and set date and time on the phone.
finding-xlsform-wrong = The form cannot be converted. The converter says, in English: { $detail }
    .todo = Correct the row named and upload the file again.
finding-xlsform-no-column = There is no column { $heading }.
    .todo = Add a column "{ $heading }" to the first row of the sheet with the questions.
finding-xlsform-type-unknown = There is no question type "{ $typed }".
    .todo = Correct it, for example: text, integer, date, select_one list, image, geopoint.
finding-xlsform-no-name = The question has no name.
    .todo = Write a short name in the column "name", for example water_source.
finding-xlsform-name-wrong = "{ $name }" cannot be a name.
    .todo = Begin with a letter and write no spaces: letters, digits, "_", "-", ".".
finding-xlsform-name-twice = The name "{ $name }" already stands in row { $earlier }.
    .todo = Give one of the two questions another name.
finding-xlsform-no-label = The question "{ $name }" has no words.
    .todo = Write the question in the column "label", or use the type calculate or hidden.
finding-xlsform-not-closed = The group "{ $name }" is not closed.
    .todo = Add a row { $end } after its last question.
finding-xlsform-end-alone = "{ $typed }" closes nothing.
    .todo = Remove this row or add the begin that belongs to it: groups close in the reverse order.
finding-xlsform-no-list = A question with choices names no list.
    .todo = Write the name of a list of the sheet "choices" behind the type, for example: select_one yes_no.
finding-xlsform-list-missing = The sheet "choices" has no list "{ $list }".
    .todo = Correct the name of the list, or add its choices to the sheet "choices". It has: { $known }.
finding-xlsform-choice-half = A choice has no { $heading }.
    .todo = Fill in list_name and name in each row of the sheet "choices".
finding-xlsform-choice-twice = In the list "{ $list }" the name "{ $name }" stands twice, first in row { $earlier }.
    .todo = Give one choice another name or remove the row.
finding-xlsform-choice-space = The name "{ $name }" has a space in it, and several answers are told apart by spaces.
    .todo = Write "_" for the space.
finding-xlsform-reference-unknown = The form has no question "{ $name }".
    .todo = Check the name in the reference: it is written as in the column "name".
finding-xlsform-reference-two = Two questions are called "{ $name }": the reference could mean either.
    .todo = Give one of them another name.
finding-xlsform-trigger = "{ $typed }" cannot be a trigger.
    .todo = Refer to one question that the person answers, for example ${"{"}age{"}"}.
finding-xlsform-other-filtered = or_other does not go with a filter or with a list from a file.
    .todo = Remove or_other and add a choice "other" to the sheet "choices".
finding-xlsform-expression = No phone can read the expression { $typed }: { $reason ->
        [ends] something is missing at its end (perhaps a bracket is not closed)
        [quote] a quotation mark is not closed
        [reference] there is no {"}"} after ${"{"}
        [function] there is no function "{ $what }"
        [arguments] the function "{ $what }" takes another number of values
       *[other] "{ $what }" cannot stand here
    }.
    .todo = Correct it, for example: . > 0 and . < 120; selected(${"{"}from{"}"}, 'well').
finding-xlsform-no-survey = The file has no sheet "survey".
    .todo = Call the sheet with the questions "survey".
finding-xlsform-sheet-not-taken = The sheet "{ $sheet }" is not taken.
    .todo = Remove this sheet; move lists of choices to the sheet "choices".
finding-xlsform-heading-twice = The column "{ $heading }" stands twice, first in { $earlier }.
    .todo = Delete one of the columns or rename it.
finding-xlsform-heading-space = The heading "{ $heading }" has a space in it.
    .todo = Write an underscore for the space, in choice_filter too.
finding-xlsform-moment = Excel keeps the date or time in this cell as a number; what it looked like is lost.
    .todo = Make the cell a text and type it again, for example 09:30 or 2024-05-14.
finding-xlsform-no-calculation = The row "calculate" has no calculation.
    .todo = Write an expression in the column "calculation" or delete the row.
finding-xlsform-range-decimal = The step or a bound of the range is no whole number: { $typed }.
    .todo = Write whole numbers, for example start=0 end=10 step=1, or use the type decimal.
finding-xlsform-label-in-repeat = A text inside a repeat refers to an answer: { $typed }.
    .todo = Take the reference out of the text: the phone could show the answer of another row.
finding-xlsform-attribute-lost = The value in the column "{ $heading }" would be lost in such a row.
    .todo = Delete it, or move it to a question inside the group.
finding-xform-unreadable = The XForm is broken or dangerous: { $detail }
    .todo = Save the file anew from the program that made it.
finding-xform-not-a-form = This XML document is no XForm.
    .todo = Upload an XLSForm (.xlsx) or an XForm (.xml).
finding-xlsform-reference-in-repeat = Inside a repeat this expression could point at the wrong row: { $typed }
    .todo = Inside a repeat refer only to questions of the same row; move the rest to a row "calculate".
finding-xlsform-repeat-in-repeat = There is a repeat inside a repeat; such a form is not taken.
    .todo = Make the inner repeat a form of its own, or write its questions out.
