### The list of projects.

portfolio-search = Search for a project
portfolio-sort = Sort by
portfolio-show = Show
portfolio-title = Project
portfolio-places = Villages
portfolio-met = Indicators met
portfolio-of = { $met } of { $all }
portfolio-findings = Findings
portfolio-severe = { $n } severe
portfolio-warnings = { $n } to check
portfolio-clean = none
portfolio-spent = Spent
portfolio-grant = grant: { $name }
portfolio-stale = being counted
portfolio-total = In all: { $n }
portfolio-none = There is no such project. Change the search, or ask an administrator for an invitation.
portfolio-before = Previous
portfolio-next = Next
guide-projects = All projects you belong to: indicators, findings and money in one table. Choose a title to open the project.
