# Letters to public bodies, their answers, and promises.

letters-title = Letters and promises
letters-compose = Compose a letter
letters-asked = What became of the recommendations
letters-drafts = Drafts
letters-waiting-title = Letters that wait for an answer
letters-answered-title = Answered letters
letters-bodies = Public bodies
letters-new-body = Add a body
letters-no-bodies = There are no bodies yet. Add the one you write to: name, address, e-mail.
letters-without-body-todo = Choose the body in the recommendation
letters-promises = Promises
letters-promises-all = All promises
letters-no-promises = No promise waits.
letters-sent-on = Sent on
letters-letter = Letter
letters-to = To
letters-standing = Standing
letters-draft = draft
letters-answered = answered
letters-choose-body = Who is the letter to?
letters-preview = This is how the letter will look
letters-asks = Recommendations
letters-no-asks = No recommendation to this body waits. A letter can be written without any.
letters-no-asks-in = There are no recommendations in this letter.
letters-official = Addressed to
letters-to-the-body = the body itself
letters-language = Language of the letter
letters-in-kk = in Kazakh
letters-in-ru = in Russian
letters-kind = Kind of letter
letters-kind-help = It decides the template.
letters-subject-field = Subject
letters-subject-help = Where it is left empty, it is made of the names of the villages.
letters-text = Opening words
letters-text-help = Stands before the recommendations. The template's own words stay where it is empty.
letters-enclosures = Enclosures
letters-enclosures-help = One to a line: needs map, minutes.
letters-look = Look at it
letters-make = Make the draft
letters-subject = Recommendations: { $places }
letters-subject-plain = Proposals
letters-bin = BIN
letters-edit = Edit
letters-link-made = The link is ready. It is shown only now: send it with the letter, or enclose the printed code. An earlier link does not open any more.
letters-replies = Replies
letters-reply-new = came by the link, not looked at
letters-paper = The letter
letters-facts = Details
letters-copy = Copy
letters-record = The record
letters-send = Send it
letters-send-help = The letter gets the next number of the book in the moment in which it is marked as sent. No number is given twice or lost.
letters-channel = Sent by
letters-registered-help = Fill these in where the body registers it at once (by hand, e-Otinish); it can be done later.
letters-registered-number = Their registration number
letters-registered-on = Registered by them on
letters-ticket = Ticket number
letters-send-do = Mark as sent
letters-discard = Throw the draft away
letters-discard-confirm = The draft goes, and its recommendations are free again.
letters-link = Link for the body's answer
letters-link-help = Whoever has the link answers this letter without an account: number, day, file, and a word to each recommendation.
letters-link-do = Make a link
letters-link-again = The earlier link will end.
letters-link-end = End the link
letters-link-used = It was answered by the link on { $at }.
letters-link-ended = The link was ended on { $at }.
letters-link-over = The link ended by itself on { $at }.
letters-link-holds = There is a link that opens until { $at }.
letters-term = Term
letters-registered = The body registered it
letters-extended = The body took longer
letters-extended-help = The term is extended by a reasoned decision, by at most two months from it, and the sender is told within 3 working days (APPC, art. 76). Where no day is said, the last possible one is taken.
letters-extended-on = Decided on
letters-extended-until = Until
letters-told-on = We were told on
letters-reason = Reason
letters-redirected = The body sent it on
letters-redirected-help = It goes to the body concerned within 3 working days (APPC, art. 65); the term is counted anew from its registration there.
letters-redirected-to = To which body
letters-redirected-on = Sent on, on
letters-redirected-from = First addressee
letters-due = Reply due on
letters-done-on = done on { $name }
letters-by-day = by { $name }
letters-closed = The link does not open
letters-closed-unknown = There is no such link. See that the address was copied whole; else ask the organisation that wrote to you for a new one.
letters-closed-ended = This link was ended. Ask the organisation that wrote to you for a new one.
letters-closed-answered = This letter was answered. If something is wrong, write to the organisation that sent it.
letters-closed-over = This link has run out. Ask the organisation that wrote to you for a new one.
letters-day-impossible = "{ $name }" is no day.
letters-day-missing = Enter the day.
letters-day-to-come = That day is still to come.
letters-registered-before = A letter is not registered before it is sent.
letters-channel-missing = Choose how it was sent.
letters-by-server = Let the server send it: { $to }. A link for the answer goes with the letter (PDF, DOCX).
letters-body-without-mail = This body has no e-mail address, or a wrong one. Fill in the record of the body.
letters-no-mail-server = This server has no mail server: send a letter by e-mail from your own mailbox, with the PDF and the link for the answer, and record the day here.
letters-mail-today = The server sends letters of today only. If you sent it yourself earlier, take the tick away.
letters-messages = Messages to the body
letters-mail-letter = The letter itself
letters-mail-before = Reminder of the term
letters-mail-after = Reminder: the term is over
letters-changed-meanwhile = Somebody changed the letter meanwhile. Open the page again and enter it once more.
letters-until-before = It cannot end before it was decided.
letters-to-missing = Choose the body.
letters-reply-title = Answer to a letter
letters-from = From
letters-the-letter = The letter itself
letters-reply-not-sent = The answer was not sent yet
letters-reply-reason = If refused or accepted in part: the reason, which part
letters-reply-sent-to = If sent on to another body: to whom
letters-reply-paper = The reply
letters-reply-number = Number of the reply
letters-reply-day = Day of the reply
letters-reply-file = File of the reply
letters-reply-file-help = A scan or a PDF, up to { $limit }.
letters-reply-file-there = Attached: { $name }
letters-reply-text = Anything else
letters-reply-do = Send the answer
letters-reply-before = A reply is not dated before the letter.
letters-reply-number-missing = Enter the number of the reply.
letters-file-unwritten = The file could not be kept. Try again later; what you typed is still here.
letters-outcome-missing = Choose an answer to this recommendation.
letters-reason-missing = Give the reason.
letters-sent-to-missing = Say to which body it was sent on.
letters-thanks = The answer has arrived
letters-thanks-number = Thank you. Reply No. { $name } has reached the organisation that wrote to you.
letters-thanks-said = What you answered
letters-thanks-mend = If something is wrong, write to the address in the letter: the link answers once.
letters-body-no-letters = No letter was sent to this body yet.
letters-unsent = Recommendations that stand in no letter
letters-whole-body = The whole body
letters-body-link = Link for the body itself
letters-body-link-help = Whoever has the link sees without an account what this body was asked and what it promised. Nothing personal of residents is there.
letters-body-link-made = The link is ready. It is shown only now. An earlier link does not open any more.
letters-look-about = What residents recommend to you, by when it is to be answered, and what was promised at meetings.
letters-asked-villages = Villages
letters-asked-bodies = Public bodies
letters-asked-all = All together
letters-asked-asked = Asked
letters-asked-answered = Answered
letters-asked-accepted = Accepted
letters-asked-refused = Refused
letters-asked-done = Done
letters-asked-median = Days to reply (median)
letters-asked-about = How many recommendations in letters that went out were answered, accepted (in part, too) and done. Days run from registration (else from sending) to the reply.
letters-asked-nothing = Nothing was sent yet.
told-letter-made = The draft is ready. Look at it and send it.
told-letter-sent = The letter has its number and is marked as sent.
told-letter-term = Saved; the term was counted anew.
told-letter-discarded = The draft was thrown away.
told-link-ended = The link was ended.
guide-letters = This page says what waits: recommendations that were not sent, letters without an answer, promises that are due. A letter is composed to one body, of what it is asked.
guide-compose = Tick the recommendations and press "Look at it": the letter stands at the top of the page. If it is right, make the draft; it gets its number only when it is sent.
guide-letter = The way of a letter: draft, sent, registered, answered. The term is 15 working days, counted from the day after registration; holidays and moved days off are reckoned with.
guide-asked = Every number is a measure: press it to see the records behind it.
guide-body = All of one body: letters, recommendations, promises and days. The body itself can be shown the same by a link.
guide-reply = No account is needed. Choose one answer to each recommendation; give the reason where you refuse. If something is missing, what you typed is not lost.
letters-none-sent = No letter was sent yet.
letters-by-clock = the day itself
letters-by-link = the body, by its link
start-promises = Promises
finding-letter-number-gap = Numbers are missing in the book of letters ({ $n }): { $numbers }.
    .todo = Enter the letters of these numbers, or mend the number.
finding-letter-extended-too-long = The term of letter No. { $number } was extended until { $on }; the law allows { $last } at most.
    .todo = Check the days; if they are right, you may complain.
finding-letter-extension-told-late = You were told of the extension of letter No. { $number } on { $on }; it should have been by { $last }.
    .todo = Check the days.
finding-letter-redirected-late = Letter No. { $number } was sent on on { $on }; it should have been by { $last }.
    .todo = Check the days; ask for the registration number of the new body.
finding-problem-without-letter = The problem "{ $title }" stands in no letter and in no recommendation that was sent.
    .todo = Write a recommendation and put it into a letter.
finding-recommendation-asked-twice = This body was asked for the same in letter No. { $number }.
    .todo = Do not ask again: wait for the answer to that letter, and remind them if it is late.
refusal-letter-was-sent = This letter was sent already, as No. { $number }. It can neither be sent again nor thrown away.
refusal-letter-not-sent = This letter was not sent yet. Mark it as sent first.
refusal-letter-without-sender = The project has no passport: a letter needs the name and address of the sender and who signs. Fill it in and send again.
letters-waiting = { $n ->
    [one] { $n } recommendation waits for a letter
   *[other] { $n } recommendations wait for a letter
}
letters-without-body = { $n ->
    [one] { $n } recommendation names no body, so no letter can be made of it.
   *[other] { $n } recommendations name no body, so no letter can be made of them.
}
finding-letter-due-soon = { $name }: the reply is due on { $due }, working days left: { $n }.
    .todo = Call the office and ask whether the answer is ready.
finding-promise-due-soon = The promise "{ $name }" is due on { $due }, working days left: { $n }.
    .todo = Remind whoever promised it.
refusal-recommendation-taken = Recommendations you chose that are taken: { $count }. Somebody put them into another letter. Choose anew and try again.
guide-look = This link shows what was asked and what was promised. Nothing can be changed here.
guide-thanks = Your answer is with the project. If something in it is wrong, write to the organisation that sent the letter.
guide-closed = The link no longer opens. Ask the organisation that sent the letter for a new one.
outbox-letter-mail =
    Hello,
    {""}
    here is our letter № { $number } of { $day }: { $subject }.
    An answer is due on { $due }.{ $link_set ->
        [yes] { " " }You can answer without an account on this page: { $link }
       *[no] { "" }
    }
    {""}
    { $sender }
    .subject = № { $number }. { $subject }
    .short = Letter № { $number }: { $subject }. Due on { $due }.
outbox-letter-before =
    Hello,
    {""}
    the answer to our letter № { $number } of { $day } is due on { $due }: { $subject }.{ $link_set ->
        [yes] { " " }You can answer without an account on this page: { $link }
       *[no] { "" }
    }
    {""}
    If the answer is on its way, please take no notice of this.
    {""}
    { $sender }
    .subject = Reminder: letter № { $number }, due on { $due }
    .short = The answer to letter № { $number } is due on { $due }.
outbox-letter-after =
    Hello,
    {""}
    our letter № { $number } of { $day } has no answer; it was due on { $due }: { $subject }.{ $link_set ->
        [yes] { " " }You can answer without an account on this page: { $link }
       *[no] { "" }
    }
    {""}
    If the term was extended or the letter sent on, please tell us.
    {""}
    { $sender }
    .subject = The term is over: letter № { $number }
    .short = The answer to letter № { $number } was due on { $due }.
