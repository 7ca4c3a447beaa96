# The needs map: villages by sphere of their problems; sheets and notices of villages.
needs-title = Needs map
needs-map = On the map
needs-matrix = Villages and spheres
needs-weigh = What the size shows
needs-by-count = Number of problems
needs-by-supporters = Number of supporters
needs-by-people = People concerned
needs-by-urgent = Problems of high priority
needs-sphere = Sphere
needs-state = State
needs-group = Whom it concerns
needs-raised = Raised
needs-usual = Show all
needs-about = { $weight }: { $n }; villages: { $villages }; solved: { $solved }.{ $first_set ->
    [yes] { " " }Most of all: { $first }.
   *[no] { "" }
 }
needs-about-survey = Answers: { $n }; villages: { $villages }; last round.{ $first_set ->
    [yes] { " " }Named most often: { $first }.
   *[no] { "" }
 }
needs-done = solved { $n }{ $leads_set ->
    [yes] ; most of all: { $leads }
   *[no] { "" }
 }
needs-solved = Solved
needs-open = Not solved
needs-named = Share that named it
needs-weight = Weight
needs-village = Village
needs-whole = All
needs-none = Nothing was recorded that fits.
needs-elsewhere = { $n ->
    [one] { $n } more is of no village of the project.
   *[other] { $n } more are of no village of the project.
 }
needs-tiles = Pictures of the map:
needs-source = Outlines: Natural Earth (public domain), about a kilometre exact. Villages without a point stand in the table only.
guide-needs = The larger the disc, the more of it there is in the village; the dark sector is solved. Choose what the size shows, a sphere, a state or days. The table says the same; the leading sphere of each village is marked.
village-about = { $n } problems, { $solved } of them solved.{ $people_set ->
    [yes] { " " }Residents: { $people }.
   *[no] { "" }
 }
village-list = List of the problems
village-by-sphere = Problems by sphere
village-sheet = Sheet of the village
village-sheet-help = One page of A4: residents, problems by priority, answers, SWOT, means, recommendations, offices.
village-notice = Notice for the board
village-notice-help = One page of A4 of a month: new problems, answers, decisions, what is solved, meetings to come. No names of residents.
village-month = Month
village-language = Language
village-sheet-of = { $village }: sheet of the village
village-notice-of = { $village }: what became of the problems. { $month }
village-notice-about = For all residents. Read it and pass it on.
village-people = Residents: { $n_set ->
    [yes] { $n }
   *[no] not known
 }{ $adults_set ->
    [yes] , of them adults: { $adults }
   *[no] { "" }
 }.
village-problems = Problems by priority
village-problem = Problem
village-priority = Priority
village-no-problems = No problem was recorded.
village-more = and { $n } more
village-answered = What was answered: of { $all } problems { $letters } went out in letters, { $replies } were answered, { $decided } have a decision, { $solved } are solved.
village-decisions = Decisions
village-swot = Strengths and weaknesses, opportunities and threats
village-means = Means of the village: { $means }.
village-recommendations = Recommendations
village-contacts = Where to turn
village-office = project office: { $address }
village-new = New problems
village-replies = Answers of public bodies
village-solved = Solved
village-meetings = Meetings to come
village-nothing = None.
guide-village = The sheet and the notice are made of what is recorded now; print them for the akim, a deputy or the board. They name offices, never residents.
