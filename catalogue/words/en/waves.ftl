### Surveys: rounds and what the questions say.

guide-waves = Every round of every survey: how many residents could answer, how many answers were planned, and how many came in each village. The last column says what change so many answers can show at all.
    Open the questions of a survey to see what was said.
guide-answered = The questions of this survey. Each opens a page with shares, their intervals and what changed between the rounds. Below, a page about each village can be kept as DOCX or PDF.
guide-question = What was answered to one question in each village and round, with the interval in which the true value lies with 95% confidence. Choose the answer, and whether you ask about these villages only or about villages like these.
    Each number leads to the answers behind it.
guide-learnt = What participants knew before and after the seminars, in percent of the highest score. Only those who took both tests count for the gain.

waves-title = Surveys: rounds and analysis
waves-empty = There are no answers to any survey yet. Collect them with phones or type them into the register of the survey.
waves-questions = Questions
waves-question = Question
waves-no-questions = There is no question here that you may see.
waves-papers = One page about each village
waves-tables = Tables
waves-chart = Shares with their 95% intervals
waves-chart-mean = Values with their 95% intervals
waves-show = Show
waves-frame = Who could answer, who did
waves-wave = Round
waves-village = Village
waves-people = Could answer
waves-target = Planned
waves-answers = Answers
waves-rise = Smallest change that shows
waves-of-target = { $name } of the plan
waves-together = All villages together
waves-not-said = Not said
waves-few = not shown
waves-points = { $n } points
waves-rise-said = { $wave }: with { $n } answers in each round, a rise from 50% is noticed four times out of five if it is at least { $points } percentage points. A smaller change may stay hidden.
waves-known-village = said by the round of this village
waves-known-shared = the round names one number for all villages; shared out by residents of working age
waves-known-residents = all residents: the round does not say who could answer
waves-known-not = not known: enter the population of the place
waves-residents-women = { $wave }: women are { $residents } of those who could answer and { $answers } of the answers.
waves-residents-young = { $wave }: those aged { $group } are { $residents } of those who could answer and { $answers } of the answers.
waves-residents-coarse = Of ages the rounds know two groups only.
waves-against-plan = { $share }; of residents { $residents }, so of the plan: { $n }
waves-against-residents = { $share }; of residents { $residents }
waves-residents-unknown = How the residents are divided here is not recorded, so the answers cannot be compared with them.
waves-lost = Answers without a round or a village, not counted here: { $n }
waves-answer = Answer
waves-about = The question is about
waves-about-these = these villages
waves-about-alike = villages like these
waves-share = Share
waves-interval = 95% interval
waves-mean = Mean
waves-change = Change
waves-of = { $interval }; answers: { $n }
waves-rose = “{ $question }” The share of the answer “{ $answer }” rose from { $from } to { $to }, by { $points } percentage points (95% interval { $low } to { $high }; { $p }).
waves-fell = “{ $question }” The share of the answer “{ $answer }” fell from { $from } to { $to }, by { $points } percentage points (95% interval { $low } to { $high }; { $p }).
waves-stayed = “{ $question }” The share of the answer “{ $answer }” stayed at { $to } (95% interval of the change { $low } to { $high } percentage points; { $p }).
waves-mean-rose = “{ $question }” The mean rose from { $from } to { $to }, by { $points } (95% interval { $low } to { $high }; { $p }).
waves-mean-fell = “{ $question }” The mean fell from { $from } to { $to }, by { $points } (95% interval { $low } to { $high }; { $p }).
waves-index = Index
waves-index-rose = { $question } rose from { $from } to { $to }, by { $points } percentage points (95% interval { $low } to { $high }; { $p }).
waves-index-fell = { $question } fell from { $from } to { $to }, by { $points } percentage points (95% interval { $low } to { $high }; { $p }).
waves-index-stayed = { $question } stayed at { $to } (95% interval of the change { $low } to { $high } percentage points; { $p }).
waves-index-of = What the index is made of
waves-index-note = For each person: the points reached of those that could be, by the weights; 100% is every point. Who answered questions of less than half of the weight has no index. The index of a village is the mean of its people.
waves-index-weight = Weight
waves-index-points = Points of the answers, of 100
waves-chance = The interval includes “no change”: chance alone may have done this.
waves-weights = Without and with weights
waves-plain = Answers as they are
waves-weighed = Weighted
waves-weighed-by = Weighted by
waves-worth = Worth so many answers
waves-weights-note = Weights give each group of residents its own part. They mend what is known to be uneven, not who was missed; the first column stays the one that was counted.
waves-weights-ages = Ages: { $ages }.
waves-weights-coarse = Of ages the rounds say only how many are under 33 and over, or less; enter the number of residents of each age band in the round to weigh more finely.
waves-by-village = village
waves-by-gender = gender
waves-by-age = age (groups: { $n })
waves-left-out = left out, gender or age not clear: { $n }
waves-unweighed-unknown = it is not known how many residents could answer
waves-unweighed-empty = nobody of a part of the residents answered
waves-unweighed-unsteady = the parts contradict each other
waves-how = How this was found
waves-how-these = Asked about these villages only: each village is a stratum of its own, and all together is weighted by how many could answer there.
waves-how-alike = Asked about villages like these: each village is one draw, so with few villages the interval is wide.
waves-how-wilson = Intervals of shares are Wilson's; where it is known how many residents could answer, they are narrowed by the part that was asked.
waves-how-student = Intervals of means are Student's; where it is known how many residents could answer, they are narrowed by the part that was asked.
waves-how-no-frame = Of some villages it is not known how many could answer: there all answers weigh the same and nothing is narrowed.
waves-how-paired = The same people answered both rounds (the answers name a participant): the change is that of each person (Tango's interval, McNemar's test).
waves-how-paired-mean = The same people answered both rounds (the answers name a participant): the change is that of each person (Student's paired interval).
waves-how-others-mean = The rounds are compared as different people, for it is not said of whom an answer is, or nobody answered both (Welch's interval).
waves-how-mixed = Some people answered both rounds (the answers name a participant): what their answers have in common is taken into account.
waves-how-others = Nobody answered both rounds: the rounds are compared as different people (Newcombe's interval).
waves-how-anonymous = The answers are anonymous; the same number of a respondent in two rounds is not the same person. So the rounds are compared as different people (Newcombe's interval).
waves-how-groups = Groups by gender, age and social group are the answers as they are, without weights.
waves-how-few = Numbers of fewer than five people are not shown, nor as many of the next smallest that none could be had from the others and the total.
waves-learnt = Tests before and after seminars
waves-learnt-empty = There are no tests yet. Enter the scores of participants before and after a seminar.
waves-learnt-chart = Gain by topic with its 95% interval, points
waves-learnt-said = { $n } participants took both tests: the mean score rose from { $before } to { $after } percent of the highest, by { $points } points (95% interval { $low } to { $high }; { $p }).
waves-topic = Topic
waves-no-topic = No topic
waves-seminar = Seminar
waves-took = Took a test
waves-took-both = Took both
waves-before = Before, %
waves-after = After, %
waves-gain = Gain, points
waves-paper-title = { $survey }: { $village }, { $wave }
waves-paper-answers = Answers: { $n }.
waves-paper-people = Could answer: { $n } ({ $known }).
waves-paper-target = Planned: { $n }.
waves-paper-since = Change since: { $wave }
waves-paper-how = Intervals are 95% confidence intervals (Wilson; narrowed by the part of the residents that was asked). Of questions with several answers the most frequent is shown. A change is given in percentage points with its interval and p.

finding-catalogue-index-wrong = The index "{ $index }" cannot be read: look at "{ $detail }".
    .todo = An index needs questions; weights are whole numbers of up to 1000, points of an answer from 0 to 100.
finding-catalogue-index-question = The index "{ $index }" asks for "{ $name }", which is no question of { $register } with yes and no or one word of a list.
    .todo = Name a question of this survey.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
finding-catalogue-index-answer = The index "{ $index }" gives points for "{ $name }", which is no answer of this question in { $register }.
    .todo = Take a word of the question's list; of yes and no: yes, no.{ $nearest_set ->
        [yes] {" "}Nearest: { $nearest }
       *[no] {""}
    }
