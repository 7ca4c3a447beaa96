# Findings of an audit of a report. `.what` and `.why` are shown by `auyl audit --explain CODE`.

finding-audit-same-quantity = {$what}: one place says {$value}, another says {$others}. {$about}
    .todo = Find the list that was counted and write the same number everywhere.
    .what = Compares all numbers that the report gives for one quantity.
    .why = A number that differs from place to place was counted from no list.
    .example = «В проекте приняли участие 520 человек» … «общее количество участников 161 человек»

finding-audit-sum = The parts add up to {$sum}, the whole is given as {$whole}: a difference of {$difference}.
    .todo = Count again from the lists and correct the part or the whole.
    .what = Adds the columns beside a total, the rows above “Total”, the parts of the grant, women and men.
    .why = Parts that do not make their whole come from different lists.
    .example = 520 = 156 + 354

finding-audit-parts-exceed = A part is larger than its whole: {$sum} of {$whole}.
    .todo = Count again from the lists.
    .what = Looks for parts that exceed the whole they belong to.
    .why = Nobody can be a part of fewer people.
    .example = «60 человек, из них 75 женщин»

finding-audit-sum-in-words = The sum in figures is {$whole}, in words {$sum}.
    .todo = Write the sum of the contract in both places.
    .what = Reads a sum in words and compares it with the figures before it.
    .why = The two must be one sum of the contract.
    .example = «5 659 000 (пять миллионов шестьсот пятьдесят тысяч)»

finding-audit-per-unit = {$share} for each of {$sites} villages make {$expected}, not {$whole}.
    .todo = Check both numbers against the sign-in lists.
    .what = Multiplies “for each village” by the villages of the project.
    .why = One of the two numbers was copied from the plan.
    .example = «283 человека (по 30 человек с каждого села)» · 3

finding-audit-number-of-sites = The report speaks of {$told} villages; the project has {$sites}: {$names}.
    .todo = Write how many villages the project has.
    .what = Compares numbers of villages with the villages that the places name.
    .why = The sentence may come from another report.
    .example = «в каждом из 9 сел»

finding-audit-attendance-exceeds-total = One activity had {$attended} participants, the whole project {$total}. {$about}
    .todo = If these are spectators, count them apart; else correct the total.
    .what = Holds the participants of each activity against the people of the project.
    .why = Everybody who came to an activity took part in the project.
    .example = 1000 > 520

finding-audit-total-exceeds-sum = The project counts {$total} people; all activities together had {$sum}.
    .todo = Look for an activity without its number, or correct the total.
    .what = Holds the people of the project against the sum of all attendances.
    .why = There cannot be more people than visits.
    .example = 520 > 316 + 98

finding-audit-bound-in-actual = What was reached is told as a bound: “{$text}”. {$about}
    .todo = Write the number that was counted.
    .what = Looks for “at least”, “more than” in the column of what was reached.
    .why = A bound is the wording of the plan and says that nobody counted.
    .example = «не менее 10 рекомендаций»

finding-audit-value-count = The plan has {$planned} values, the actual {$reached}. {$about}
    .todo = Put one value beside each indicator.
    .what = Counts the values of plan and actual in one row.
    .why = Where one is missing nobody knows which value belongs to what.
    .example = 9, 9, 9, 90 · 9, 9, 283

finding-audit-future-in-result = A result is told in the future: “{$word}”.
    .todo = Tell what was done, with its number.
    .what = Looks for the future where results are told.
    .why = What is to come is no result; the sentence comes from the application.
    .example = «будут проведены 3 семинара»

finding-audit-same-text = The same sentence stands in {$times} places.
    .todo = Tell the result of each activity in its own words.
    .what = Finds long sentences that are repeated word for word.
    .why = Two activities have no one result.
    .example = …

finding-audit-evidence-fewer = {$what}: {$proofs}; {$events}: {$held}. {$about}
    .todo = Add what is missing for each event.
    .what = Compares lists, programmes and photos with the events they prove.
    .why = An event without its list is not proved.
    .example = 9 собраний · 6 списков

finding-audit-named-list = {$what}: the report says {$told} and names {$named}.
    .todo = Make number and list agree.
    .what = Counts partners and stories that are named.
    .why = The monitor calls those who are named.
    .example = 2 · 7

finding-audit-field-empty = “{$field}” is not filled in.
    .todo = Fill in the field of the form.
    .what = Looks for fields of the form with nothing behind them.
    .why = Without them the report cannot be held against its contract.
    .example = «Общая сумма гранта:»

finding-audit-deviation-unexplained = {$what}: planned {$plan}, reached {$actual}, and no reason is given ({$n} such values).
    .todo = Write why it came otherwise.
    .what = Looks for reasons where plan and actual differ.
    .why = The form asks for it.
    .example = 450 → 520

finding-audit-date-impossible = There is no such date: {$date}.
    .todo = Write the right date.
    .what = Reads every date against the calendar.
    .why = A wrong date leads to no document.
    .example = 31.11.2024

finding-audit-date-order = It ends before it begins: {$date}.
    .todo = Check both dates.
    .what = Compares beginning and end of ranges.
    .why = Nothing lasts backwards.
    .example = 15.10.2024 – 03.09.2024

finding-audit-date-no-year = No year: {$date}.
    .todo = Add the year.
    .what = Looks for dates of activities without a year.
    .why = A date without a year fits every year.
    .example = «Октябрь–ноябрь»

finding-audit-date-outside = {$date} lies outside of the project’s period ({$period}).
    .todo = Check the date; what lies outside is not part of the grant.
    .what = Holds dates of activities against the period.
    .why = The grant pays for its period only.
    .example = 2025 · 2024

finding-audit-status = It is called done in one place and only begun in another.
    .todo = Say the state that the documents prove.
    .what = Compares “created” with “papers handed in”.
    .why = Only a certificate of registration reaches the indicator.
    .example = «созданы» · «передали документы на регистрацию»

finding-audit-letter-incomplete = The letter to {$body} has no number or no date.
    .todo = Add number and date from the register of letters.
    .what = Looks for numbers and dates of letters.
    .why = Without them the letter cannot be found.
    .example = «Письмо акиму»

finding-audit-letter-twice = Several letters bear № {$number}: {$bodies}.
    .todo = Give each letter its own number.
    .what = Looks for one number of several letters.
    .why = One number is one letter.
    .example = №60 · №60

finding-audit-reply-not-due = Letters of the last days: nobody had to answer before the project ended ({$end}).
    .todo = Say whether an answer came, and when.
    .what = Compares dates of letters with the end of the project.
    .why = A body has fifteen working days to answer (APPC, art. 76).
    .example = 25.11.2024

finding-audit-unit-heading = The heading says thousands of tenge, the cells say tenge.
    .todo = Change the heading or the numbers.
    .what = Compares units of headings and cells.
    .why = It is a difference of a thousand times.
    .example = «тысячи тенге» · «865 000 тенге»

finding-audit-unit-thousand = {$value} is told as thousands of tenge here and as tenge elsewhere.
    .todo = Leave the unit in one place that is right.
    .what = Finds one sum with two units.
    .why = It is a difference of a thousand times.
    .example = «4 518 000 тенге» · «4 518 000 тыс. тенге»

finding-audit-abbreviation = “{$short}” is spelt out as “{$long}”; it means “{$means}”.
    .todo = Spell it out rightly, the same everywhere.
    .what = Compares how abbreviations are spelt out.
    .why = A wrong name is another addressee.
    .example = МИО

finding-audit-district = {$village} lies in two districts: {$one} here, {$other} elsewhere.
    .todo = Write the district of the village, the same everywhere.
    .what = Looks in which district the report places each village of the project.
    .why = A letter about a village of another district went to the wrong akim.
    .example = село Шолаксай, Мендыкаринский район · Шолаксай (Наурзумский район)

finding-audit-place-foreign = {$written} is named by one activity only; the villages of the project are {$names}.
    .todo = Write where it took place, or say why it was elsewhere.
    .what = Looks for a village that one cell of an activity names and nothing else in the report.
    .why = The row may come from the report of another project.
    .example = Майлысай

finding-audit-foreign-word = An indicator of this activity counts what another one is about: {$what}. {$about}
    .todo = Write what this activity was measured by.
    .what = Compares what the indicators of an activity count with its name.
    .why = The row was copied from another, its numbers with it.
    .example = «Семинары» · «Количество встреч»

finding-audit-reply-before-letter = The reply is dated {$answered}, its letter {$sent}.
    .todo = Check both dates in the copies of the papers.
    .what = Holds the date of a reply against that of its letter.
    .why = Nobody answers a letter that was not written yet.
    .example = Письмо 25.11.2024 · ответ 03.11.2024

finding-audit-letter-date = Letter № {$number} is dated {$told} here and {$day} elsewhere.
    .todo = Take the date from the copy of the letter.
    .what = Compares letters that the text names with the table of letters and with each other.
    .why = A letter has one date.
    .example = №60 от 5 мая · №60 от 7 мая

finding-audit-letter-unknown = Letter № {$number} is not in the table of letters.
    .todo = Add it to the table, or correct its number.
    .what = Looks up letters that the text names in the table of letters.
    .why = A letter without a body and a copy cannot be checked.
    .example = письмо №75

finding-audit-chain-counts = {$what}: {$n}, but {$of}: {$whole}.
    .todo = Count again from the registers of letters and problems.
    .what = Replies cannot be more than letters, nor problems solved more than problems found.
    .why = One of the two was not counted.
    .example = 3 письма · 5 ответов

finding-audit-place = The activity speaks of {$town}, its place is {$told_place}.
    .todo = Write where it took place.
    .what = Compares the place of an activity with its name.
    .why = The column was filled in by copying.
    .example = Астана

finding-audit-name-differs = “{$written}” is probably “{$name}”.
    .todo = Write the name as in the classifier of settlements.
    .what = Looks for names of villages that differ by a letter or two.
    .why = Other spelling, other village.
    .example = Камыстыбас · Камышлыбас

finding-audit-story-length = The story has {$sentences} sentences; the form wants 5 to 8.
    .todo = Tell one case of one person.
    .what = Counts the sentences of success stories.
    .why = The form wants a short case.
    .example = 12

finding-audit-phone-in-text = Telephones or personal numbers stand in the open text.
    .todo = Take them out of the version that is published.
    .what = Looks for telephones outside of the table of partners.
    .why = Personal data need consent (Law 94-V, art. 8).
    .example = 8 7…

finding-audit-round-shares = All {$n} values are round shares of {$total}.
    .todo = Count from the sign-in lists.
    .what = Looks for tables in which every cell is a multiple of five percent.
    .why = Such a table was divided up, not counted.
    .example = 26, 52, 52, 260, 130

finding-audit-blank-cell = {$n} cells beside filled ones are empty.
    .todo = Write the number, 0 where there were none.
    .what = Looks for empty cells beside filled ones.
    .why = Empty is not nought.
    .example = 59+

finding-audit-vague = {$n} statements without a measure.
    .todo = Say how much, from what to what.
    .what = Looks for “considerably” without a number.
    .why = It cannot be checked.
    .example = «заметно повысилась»

finding-audit-percent-base = A per cent of nothing that is named, or a growth without the levels before and after ({$n}).
    .todo = Write of whom or what it is a share, or both levels and whether it is percent or points.
    .what = Looks for shares and growth of which the base is not told.
    .why = From 10 to 20 is 10 points and 100 percent.
    .example = «на 14,5%»

finding-audit-leftover = Words of the template are left ({$n}).
    .todo = Take out what only tells how to fill in the form.
    .what = Looks for instructions of the form and blanks.
    .why = Often something beside them is missing.
    .example = ____

finding-audit-grant-kind = No kind of grant is called “{$kind}” ({$source}); known: {$allowed}.
    .todo = Choose a kind of the law.
    .what = Holds kinds of grants against the law.
    .why = The proposal cannot be taken.
    .example = «Малый грант»

finding-audit-grant-sum = {$sum} tenge is less than the least grant, {$least} ({$source}).
    .todo = Check the sum.
    .what = Holds proposed sums against the least grant.
    .why = Such a grant is not given.
    .example = 865 000

finding-audit-outdated-word = “{$word}” is not said any more ({$source}), {$n} times.
    .todo = Use the word of the law in force.
    .what = Looks for words that a law has replaced.
    .why = Bodies are addressed by their names of today.
    .example = «аульный»

finding-audit-quotation-marks = {$n} paragraphs with quotation marks that are not closed.
    .todo = Close them.
    .what = Counts opening and closing marks.
    .why = Names end where nobody knows.
    .example = «…

finding-audit-number-format = Large numbers are written in different ways.
    .todo = Write them all with spaces: 2 922 880.
    .what = Compares how numbers are grouped.
    .why = A digit too many is not seen in 2922880.
    .example = 2 440 000 · 2922880

finding-audit-numbering = Sections are not numbered in order ({$n}).
    .todo = Number them again.
    .what = Reads the numbers of sections.
    .why = A missing number may be a missing section.
    .example = 1, 3

finding-audit-page-count = The report says {$told} pages, the file has {$pages}.
    .todo = Correct the number of pages.
    .what = Compares the number of pages.
    .why = Pages may be missing.
    .example = 44

audit-title = Audit of reports
audit-report = Report
audit-nothing = Nothing was found.
audit-at-passage = paragraph { $passage }
audit-at-line = line { $line }
audit-at-cell = table { $table }, row { $row }, column { $column }
audit-at-page = page { $page }, { $at }
audit-summary = { $severe } severe, { $warnings } warnings, { $hints } hints. “auyl audit --explain CODE” says what one means.
refusal-audit-nothing-to-read = There is no report to read: name files (DOCX, PDF, text) or a folder with some.
refusal-audit-code-unknown = No finding is called “{ $code }”. Perhaps “{ $nearest }”? There are: { $all }.
cli-audit = Read reports that somebody else wrote and say where they contradict themselves
cli-arg-files = DOCX, PDF or plain text; a folder for all reports in it
cli-arg-html = Write a page with the reports and what was found side by side
cli-arg-sarif = Write SARIF 2.1.0
cli-arg-xlsx = Write a list of all findings as XLSX
cli-arg-comments = Write a copy of the one DOCX with a comment at each place
cli-arg-explain = Say what a finding means and why it matters
audit-severity = How bad
audit-code = Code
audit-sure = Sure, %
audit-finding = Finding
audit-place = Place
audit-todo = What to do
refusal-audit-comments-docx = { $name } is no DOCX: comments can be written into a DOCX only. Ask for --html or --xlsx.
refusal-audit-comments-one = Comments are written into one report, and { $n } were named. Name one DOCX.

finding-audit-letter-body = Letter № {$number} goes to another body here than in the table of letters, which says: {$body}.
    .todo = Compare with the copy of the letter and write one addressee in both places.
    .what = Compares to whom the text says a letter went with the table of letters.
    .why = A letter that was sent elsewhere was not sent to who should answer it.
    .example = Letter № 17 to the akim of the region; in the table № 17 to the department of health.

finding-audit-effect-before-cause = {$effect} ({$early}) comes before {$cause} ({$late}).
    .todo = Compare both days with the papers and correct the wrong one.
    .what = Compares the days of what can only happen one after the other: surveys, tests, founding and registering.
    .why = What came before its cause was written down afterwards, and perhaps not held.
    .example = “The first survey was held in October 2024, the repeated survey in May 2024.”

finding-audit-report-before-event = The report is dated {$filled}, but tells of what was held on {$held}.
    .todo = Correct the day of the report or of the event; what is still to be held is no result.
    .what = Compares the day of the report with the days of what it says was held.
    .why = A report that is older than its events reports a plan.
    .example = “Date of the report: 5 November 2024” under a seminar on 14 November 2024.

finding-audit-solved-count = {$told} problems are said to be solved; by the table it is {$n} of {$all}.
    .todo = Correct the number, or the state of the problems with the decision that solved them.
    .what = Counts the solved problems of a table and compares them with the number in the text.
    .why = A problem is solved by a decision that was carried out, not by a letter.
    .example = “3 problems were solved” above a table where two of three are under consideration.

finding-audit-solved-status = A problem is called solved here, and open in the table.
    .todo = Say how far it is, in both places, and attach the decision if it is solved.
    .what = Looks for problems that the text calls solved and a table shows as open.
    .why = A letter that was sent solves nothing; the monitor will ask residents.
    .example = “The bridge was repaired” and “Repair of the bridge: under consideration”.

finding-audit-annex-missing = Annex {$annex} is named, but the list of annexes has {$n} entries and not this one.
    .todo = Attach it and put it on the list, or correct the reference.
    .what = Looks for every annex that the text names in the list of annexes.
    .why = What proves a number stands in the annex.
    .example = "see annex 7" above a list of six.

finding-audit-annex-count = {$told} annexes are announced, {$n} are listed.
    .todo = Count the annexes and correct the number or the list.
    .what = Counts the list of annexes where the report says how many there are.
    .why = An annex that was announced and is not there is missing evidence.
    .example = 9 annexes are announced, 8 follow.

finding-audit-share = {$part} of {$whole} is {$exact} %, not {$share} %.
    .todo = Divide again and correct the share or its numbers.
    .what = Divides the numbers beside a share: parts of a whole, columns of shares, per cent of the plan.
    .why = A share that its numbers do not make was taken from elsewhere.
    .example = 42 of 100 is given as 46 %.

finding-audit-points = Between the two levels lie {$difference} points, the report says {$told}.
    .todo = Subtract again and correct the growth or a level.
    .what = Takes one level from the other where the growth is told in percentage points.
    .why = The result of the project is this difference.
    .example = From 35 % to 52.5 % is called 21 points.

finding-audit-percent-or-points = {$value} is called per cent here and percentage points elsewhere.
    .todo = Say percentage points where one level was taken from the other.
    .what = Looks for a growth that one place tells in points and another in per cent.
    .why = From 32 % to 44 % is 12 points and 37.5 per cent: two results.
    .example = "by 12 percentage points" and, further on, "by 12 %".

finding-audit-persons-count = {$told} people are told, {$named} are named.
    .todo = Name everybody or correct the number.
    .what = Counts names of people behind their number.
    .why = Who is counted has a name.
    .example = "7 activists" and six names.

finding-audit-person-differs = “{$written}” here, “{$name}” elsewhere: probably one person.
    .todo = Write the name as in the contract in both places.
    .what = Compares names: the head in the form and the one who signs; people with one name and patronymic and surnames alike.
    .why = A report is signed by the one with whom the contract was made.
    .example = Abishev Kanat Maratovich · Abishev K. S.

finding-audit-period-differs = The period of the project is told otherwise here: {$written}; the form says {$period}.
    .todo = Write the days of the contract in both places.
    .what = Compares every period of the project that the text tells with the one of the form.
    .why = What lies outside of the period is not paid for.
    .example = "from April to December" and 30 November in the form.
