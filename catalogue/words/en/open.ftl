### The open page of a project, for everybody.

guide-open = This page is for everybody: what the project wants, where it works, what was promised and what was reached. Numbers are counted from the project's records.
    Names, telephones and other personal details never stand here; a success story stands here only with the consent of the person it tells of.
    The feed (RSS) brings what is new to a reader of feeds.

public-goal = Goal
public-objectives = Objectives
public-villages = Villages
public-population = { $n ->
    [one] { $shown } resident
   *[other] { $shown } residents
}
public-news = News
public-feed = Feed (RSS)
public-news-event = Event
public-news-publication = Publication
public-news-raised = Problem raised
public-news-answered = Answer of a public body
public-news-decided = Decision
public-news-solved = Problem solved
public-news-reopened = Problem opened again
public-news-voted = Result of a vote
public-activities = Activities
public-indicators = Indicators
public-surveys = What surveys say
public-few = fewer than 5
public-problems = Problems of the villages
public-problems-table = Problems by village and state
public-village = Village
public-all = In all
public-people = { $n ->
    [one] touches { $shown } person
   *[other] touches { $shown } people
}
public-stories = Success stories
public-publications = Publications
public-newest-of = The newest are shown; there are { $n } in all.
public-empty = Nothing is recorded about this project yet. Come back later.
public-as-of = As of { $day }. Counted from the project's records; there are no personal details here.
