### The page of one number, and a measure in words.

guide-figure = This page says what exactly was counted, how much it is, what was left out and why, and which records and files stand behind the number.
    Each record is a link; photos and sign-in sheets open from the record.
    Below you can count any other measure, of one activity or of the whole project, also as it was before.

figure-title = Figure
figure-value = Value
figure-wrong = This measure cannot be counted
figure-to-the-measure = Mend the measure
figure-now = Show it as it is now
figure-as-of = As it was after event { $n }.
figure-promised = Planned
figure-measure = Measure
figure-other-languages = In other languages
figure-parts = In parts
figure-bars = In parts: { $name }
figure-bars-about = { $n ->
    [one] { $n } bar, as long as its number
   *[other] { $n } bars, each as long as its number
}
figure-not-said = Not said
figure-interval = Answers: { $n }. With 95% confidence the true value lies between { $low } and { $high }
figure-interval-of = Answers: { $n }, of { $people } residents who could answer. With 95% confidence the true value lies between { $low } and { $high }
figure-files = Files that prove it
figure-more-files = { $n } more; they open from the records
figure-records = Records behind this number
figure-n-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
figure-no-records = No record at all: there is nothing to count yet. Check the condition of the measure, or add records.
figure-record = Record
figure-register = Register
figure-proofs = Files
figure-version = Event
figure-earlier = Back
figure-later = Further
figure-json = The same for programs (JSON)
figure-own-places = The number is of the whole project; the list holds records of your villages only.
figure-numerator = The list holds the records for which the condition holds.
figure-wide = This measure counts the whole project; the activity does not matter to it.
figure-ask = Count something else
figure-measure-help = For example:
figure-activity = Activity
figure-whole-project = Whole project
figure-by = Broken down by
figure-at = After event
figure-count = Count
figure-named = Figures with names

measure-count = records in { $register }
measure-persons = different people in { $register }
measure-sum = sum of { $field } in { $register }
measure-mean = mean of { $field } in { $register }
measure-least = smallest { $field } in { $register }
measure-most = largest { $field } in { $register }
measure-share = share of the records in { $register } where { $cond }
measure-share-answered = share of those who answered in { $register }, where { $cond }
measure-where = { $what } where { $cond }
measure-among = { $what }, only among those where { $cond }
measure-least-per = the smallest for any one record of { $group }: { $what }
measure-most-per = the largest for any one record of { $group }: { $what }
measure-mean-per = on average for a record of { $group }: { $what }
measure-groups = { $what } (of those where { $cond })
measure-change = change from “{ $from }” to “{ $to }”: { $what }
measure-by = { $what }, by { $fields }
measure-and = and
measure-or = or
measure-not = it is not so that { $cond }
measure-is = { $field } is { $value }
measure-is-not = { $field } is not { $value }
measure-less = { $field } is less than { $value }
measure-at-most = { $field } is at most { $value }
measure-more = { $field } is more than { $value }
measure-at-least = { $field } is at least { $value }
measure-before = { $field } is before { $value }
measure-until = { $field } is not after { $value }
measure-after = { $field } is after { $value }
measure-since = { $field } is not before { $value }
measure-one-of = { $field } is one of: { $values }
measure-is-set = { $field } is filled
measure-is-not-set = { $field } is not filled
