refusal-token-wrong = This address needs a key for programs that still holds. Make one under "Me", and send it as "Authorization: Bearer auyl_…".
refusal-method-wrong = This address does not take such a request. The page /api says what it takes.
api-has-findings = The record was not stored: see the findings, mend it and send it again.
api-conflict = Somebody else has changed the same fields since. Nothing was stored: look at both and send it again with the new "since".
api-title = API for programs
