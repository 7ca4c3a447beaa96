### Words that all pages share.

web-skip = Skip to the content
web-menu = Menu
web-project = Project
web-projects = Projects
web-start = Start
web-indicators = Indicators
web-statistics = Statistics
web-report = Report
web-import = Import
web-registers = Registers
web-events = Events
web-log = What happened
web-settings = Settings
web-accounts = Accounts
web-me = My settings
web-sign-in = Sign in
web-sign-out = Sign out
web-language = Language
web-guide = What is this page for?
web-save = Save
web-cancel = Cancel
web-back = Back
web-yes = Yes
web-no = No
web-stopped = Not done
web-our-fault = Something went wrong on our side. Try again; if it happens again, tell the project manager this number: { $number }.
web-to-start = To the start page
web-open-page = Open page
web-api = For programs (API)
web-made-with = Auyl, open-source software

## Refusals

refusal-page-missing = There is no such page. Check the link or go to the start page.
refusal-not-allowed = Your role does not allow this. If you need it for your work, ask the project manager.
refusal-form-from-elsewhere = This form was sent from another site and was not carried out. Open the page here and try again.
refusal-request-malformed = The request was not understood: { $detail }. Open the page again and repeat.
refusal-request-too-large = That is too large: { $limit } at most. Make the file smaller or send it in parts.
refusal-too-many-requests = Too many attempts. Try again in { $minutes } min.
refusal-address-in-use = Cannot listen on { $address } ({ $detail }). Stop the other program or choose another port with --listen.
