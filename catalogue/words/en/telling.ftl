# What those who raised a problem or support it are told at each step. $link is the page of their ticket.
outbox-step-confirm =
    Good day,
    {""}
    This address was left when the problem “{ $problem }” ({ $village }) was raised. If you want to be told what becomes of it, please confirm: { $link }
    {""}
    If it was not you, do nothing: nobody will write to you again.
    {""}
    { $project }
    .subject = Shall we tell you what becomes of it? { $problem }
    .short = { $project }. “{ $problem }”: shall we tell you what becomes of it? { $link }
outbox-step-received =
    Good day,
    {""}
    Your problem “{ $problem }” ({ $village }) was received.{ $ticket_set ->
        [yes] { " " }Ticket: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Follow it here: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Received: { $problem }
    .short = Received: { $problem } ({ $village }).{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-merged =
    Good day,
    {""}
    What you told repeats the problem “{ $problem }” ({ $village }). They go on together, and your voice is counted there.{ $ticket_set ->
        [yes] { " " }Ticket: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Follow it here: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Joined with the same problem: { $problem }
    .short = Joined with: { $problem }. Your voice is counted there.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-in_letter =
    Good day,
    {""}
    The problem “{ $problem }” ({ $village }) went to a public body in a letter. The body has 15 working days to answer.{ $ticket_set ->
        [yes] { " " }Ticket: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Follow it here: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = A letter was sent: { $problem }
    .short = { $problem }: a letter was sent to the public body.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-answered =
    Good day,
    {""}
    The public body answered about the problem “{ $problem }” ({ $village }).{ $ticket_set ->
        [yes] { " " }Ticket: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Follow it here: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = There is an answer: { $problem }
    .short = { $problem }: the public body answered.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-decided =
    Good day,
    {""}
    A decision was made about the problem “{ $problem }” ({ $village }).{ $ticket_set ->
        [yes] { " " }Ticket: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Follow it here: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = There is a decision: { $problem }
    .short = { $problem }: there is a decision.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-solved =
    Good day,
    {""}
    The problem “{ $problem }” ({ $village }) is said to be solved. Is it so?{ $link_set ->
        [yes] { " " }Answer yes or no on this page: { $link }
       *[no] { " " }If it is not, tell the coordinator of the village: the problem is opened again.
    }{ $ticket_set ->
        [yes] { " " }Ticket: { $ticket }.
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Please confirm: { $problem }
    .short = { $problem }: said to be solved. Is it so?{ $link_set ->
        [yes] { " " }Answer: { $link }
       *[no] { "" }
    }
outbox-step-reopened =
    Good day,
    {""}
    The problem “{ $problem }” ({ $village }) was opened again: it is not solved yet.{ $ticket_set ->
        [yes] { " " }Ticket: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Follow it here: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Open again: { $problem }
    .short = { $problem }: open again.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
