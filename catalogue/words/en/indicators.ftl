### Indicators of a project.

guide-indicators = Goals, objectives, activities and indicators: what was promised and what was reached, in all and in each village.
    A number under “Actual” leads to the page that says how it was counted and which records stand behind it.
    Tick “Only what is not met” to see what is still to be done.

indicators-title = Indicators
indicators-add = Add an indicator
indicators-empty = There are no indicators yet. Add a goal, an objective and an activity, then an indicator with a measure and a target.
indicators-only-unmet = Only what is not met
indicators-place = Village
indicators-all-places = All villages
indicators-filter = Show
indicators-none-left = Everything here is met.
indicators-goal = Goal.
indicators-no-goal = Without a goal
indicators-objective = Objective
indicators-no-objective = Without an objective
indicators-activity-empty = This activity has no indicators.
indicators-indicator = Indicator
indicators-target = Target
indicators-actual = Actual
indicators-reached = Reached
indicators-met = met
indicators-not-met = not met
