### Statistics of a project.

guide-statistics = Who took part, at which events and when, and what the survey of engagement says. Under each chart stands its table.
    Each number of a table leads to the page of the records behind it. Chart and table can be kept as files.

statistics-empty = There is nothing to count yet. Add participants and sign-in lists: the charts come by themselves.
statistics-table = Table
statistics-svg = Keep the chart (SVG)
statistics-csv = Keep the table (CSV)
statistics-number = Number
statistics-share = Share
statistics-interval = 95% interval
statistics-n = ({ $n } answers)
statistics-change = Change: { $name }
statistics-about = Most: { $name }, { $value }. All numbers stand in the table under the chart.
statistics-group-age-gender = Age
statistics-group-status = Social status
statistics-group-event-gender = Event
statistics-group-months = Month
statistics-group-engagement = Wave
