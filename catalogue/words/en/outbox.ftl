# Messages to people outside: what waits, what was sent; and the sentences of the messages themselves.
cli-arg-smtp = Mail server: smtps://login:password@host or smtp://…; better in the environment, where others do not read it
cli-arg-smtp-from = Who writes: "Auyl <auyl@example.org>"
cli-arg-sms = Gateway for short messages, with {"{"}to{"}"} and {"{"}text{"}"} in it: https://…
cli-arg-sms-header = A header for the gateway, "Authorization: Bearer …"; may be repeated, in the environment one a line
cli-arg-sms-body = What is sent to the gateway by POST, with {"{"}to{"}"} and {"{"}text{"}"} in it; JSON, or fields of a form
cli-arg-tiles = Pictures for maps from elsewhere, https://…/{"{"}z{"}"}/{"{"}x{"}"}/{"{"}y{"}"}.png; without them maps ask nobody
cli-arg-tiles-credit = Whose pictures these are, as they want it said, and where that leads: "© Their name https://…"
refusal-setting-misunderstood = { $setting } is not understood: { $detail }. Compare it with the example in auyl serve --help.
outbox-title = Messages
outbox-call = To tell by hand
outbox-call-none = Nothing is to be told by hand.
outbox-not-set = { $n ->
    [one] { $channel } is not set up on this server: { $n } message waits to be told by hand.
   *[other] { $channel } is not set up on this server: { $n } messages wait to be told by hand.
 }
outbox-mail = E-mail
outbox-sms = Telephone
outbox-which = Which messages
outbox-show-open = Open
outbox-show-failed = Failed
outbox-show-sent = Sent
outbox-show-told = Settled by hand
outbox-show-all = All
outbox-none = No such messages.
outbox-what = What
outbox-to = To whom
outbox-state = State
outbox-when = When
outbox-text = Text
outbox-about = Record
outbox-forgotten = forgotten
outbox-is-waiting = Waits
outbox-is-sending = On its way
outbox-is-failed = Failed
outbox-is-sent = Sent
outbox-is-told = Told by hand
outbox-is-dropped = Dropped
outbox-late = Old news: it happened while the server was away
outbox-twice = Perhaps sent twice
outbox-tries = { $n ->
    [one] { $n } try
   *[other] { $n } tries
 }
outbox-again = Send again
outbox-tell = Told by hand
outbox-drop = Do not tell
told-outbox-changed = Done.
told-outbox-nothing = Nothing was changed: tick the messages; what was sent or forgotten stays as it is.
outbox-confirm-title = Tell me
outbox-confirm-help = If you confirm, this address is told each step of the problem. You can end it at any time.
outbox-confirm-do = Yes, tell me
outbox-confirmed = Done: you will be told each step.
outbox-stop-title = No more messages
outbox-stop-help = You will not be told any more what becomes of this problem. Your address is deleted from the messages. The problem itself stays.
outbox-stop-do = Do not write to me
outbox-stopped = Done: nobody will write to you about this any more.
outbox-stop = You left this address so that you would be told. No more messages: { $link }
guide-outbox = Messages to residents and offices: each is sent once, tried again for two days if the other side is down, and its address is forgotten 30 days after it is settled. What cannot be sent waits here: tell it by telephone and tick it.
guide-call = Print this list or read it at the telephone. Tick who was told.
guide-stop = Press a button: you are told about this problem, or nobody writes to you about it any more. Without pressing one nothing changes.
start-unsent = { $n ->
    [one] { $n } message did not go out.
   *[other] { $n } messages did not go out.
    }
outbox-why-nobody = Nobody answers.
outbox-why-broke = The connection broke.
outbox-why-no-answer = No answer; whether it arrived is not known.
outbox-why-no-address = This is no address of mail.
outbox-why-no-site = The address of the server is not set: set AUYL_ADDRESS.
