### Several projects, and a new one.

guide-projects = All projects that you belong to, side by side: how many indicators are met, what is to be mended, how much money is spent.
    A click on a heading sorts by it, a second click turns the order round. The name of a project leads to its start page.
guide-project-new = A project is one grant agreement: its records, reports and members are apart from those of all others.
    You become its administrator and then invite the others in its settings. Title, period and villages can be changed later.

portfolio-new = New project
portfolio-empty = You do not belong to any project yet. Ask the administrator of your organisation for an invitation, or begin a new project.
portfolio-being-counted = { $n ->
    [one] The figures of { $n } project are being counted. Load the page again in a moment.
   *[other] The figures of { $n } projects are being counted. Load the page again in a moment.
}
portfolio-not-yet = being counted
portfolio-n = { $n ->
    [one] { $n } project
   *[other] { $n } projects
}
portfolio-search = Title, village or organisation
portfolio-find = Find
portfolio-nothing-found = No project matches these words.
portfolio-all = Show all projects
portfolio-title = Project
portfolio-organisation = Organisation
portfolio-places = Villages
portfolio-met = Indicators met
portfolio-met-of = { $met } of { $all }
portfolio-findings = To mend
portfolio-severe = { $n } severe
portfolio-warnings = { $n ->
    [one] { $n } warning
   *[other] { $n } warnings
}
portfolio-well = nothing
portfolio-spent = Spent of the grant
portfolio-period = Period
portfolio-mend = Please mend this
portfolio-title-kk = Title in Kazakh
portfolio-title-ru = Title in Russian
portfolio-title-help = As in the grant agreement. One of the two is enough to begin with.
portfolio-title-missing = Write the title of the project, in Kazakh or in Russian.
portfolio-title-long = That is too long: { $n } signs at most.
portfolio-id = Short name in addresses
portfolio-id-help = Lower-case Latin letters, digits and hyphens, such as “aral-2026”. It cannot be changed later.
portfolio-id-wrong = The short name begins with a lower-case Latin letter and has letters, digits and hyphens only, { $n } signs at most.
portfolio-id-taken = This short name is taken. Choose another one.
portfolio-first = First day
portfolio-last = Last day
portfolio-day-wrong = Give the first and the last day of the project, as in 2026-03-01.
portfolio-days-turned = The last day is before the first one. Compare both with the grant agreement.
portfolio-places-help = One village to a line. Their codes and districts are filled in later.
portfolio-places-many = That is too much: { $n } villages at most, one to a line.
portfolio-organisation-wrong = Choose the organisation to which the project belongs.
portfolio-organisation-there = There is already an organisation of this name. Choose it in the list above.
portfolio-new-organisation = Or a new organisation
portfolio-new-organisation-help = Its name. Members of other organisations see nothing of its projects.
portfolio-begin = Begin the project
told-project-begun = The project is there. Do the first steps below, and invite the team in the settings.
