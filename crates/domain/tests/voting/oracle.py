"""Writes what pabutools makes of elections that this script and the tests draw by the same dice: `outcomes.txt`.

Run by hand and by CI with the pabutools of PyPI in a virtual environment:
    python oracle.py [FOLDER TO WRITE TO]

The variants are matched: ties go to lower cost, then more votes, then the published list; `add1` ends at the first outcome
that costs too much, `add1x` at the first that is exhaustive, too (what pabutools does by itself). Projects that nobody voted
for are left out: pabutools' completion takes them, ours does not.
"""

import pathlib
import sys

from gmpy2 import mpq
from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cardinality_Sat,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import exhaustion_by_budget_increase, greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

here = pathlib.Path(__file__).parent
there = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
INSTANCES = 320


class Dice:
    """xorshift, the same in `elections.rs`."""

    def __init__(self, seed):
        self.state = seed * 2654435761 + 1

    def below(self, most):
        mask = (1 << 64) - 1
        self.state ^= (self.state << 13) & mask
        self.state ^= self.state >> 7
        self.state ^= (self.state << 17) & mask
        return (self.state >> 11) % most


def drawn(seed):
    """Budget, costs and ballots; every third election has points, every fourth has equal costs."""
    dice = Dice(seed)
    n_projects = 3 + dice.below(9)
    n_voters = 2 + dice.below(38)
    taste = 2 + dice.below(n_projects)
    unit = 1 + dice.below(40)
    costs = [unit if seed % 4 == 0 else 1 + dice.below(60) for _ in range(n_projects)]
    budget = max(1, sum(costs) * (20 + dice.below(60)) // 100)
    has_points = seed % 3 == 0
    ballots = []
    for _ in range(n_voters):
        votes = {}
        for project in range(n_projects):
            if dice.below(n_projects) < taste // 2 + dice.below(2):
                votes[project] = 1 + dice.below(5) if has_points else 1
        ballots.append(votes)
    return budget, costs, ballots, has_points


def outcomes(seed):
    budget, costs, ballots, has_points = drawn(seed)
    projects = [Project(f"p{at:02}", mpq(cost)) for at, cost in enumerate(costs)]
    instance = Instance(projects, budget_limit=mpq(budget))
    votes = {project: sum(1 for ballot in ballots if at in ballot) for at, project in enumerate(projects)}
    order = {project: at for at, project in enumerate(projects)}
    ties = TieBreakingRule(lambda _i, _p, project: (project.cost, -votes[project], order[project]))
    if has_points:
        profile = CardinalProfile([CardinalBallot({projects[at]: mpq(n) for at, n in b.items()}) for b in ballots])
        utilities = [("points", Additive_Cardinal_Sat)]
    else:
        profile = ApprovalProfile([ApprovalBallot({projects[at] for at in b}) for b in ballots])
        utilities = [("cost", Cost_Sat), ("count", Cardinality_Sat)]
    lines = []
    for name, sat in utilities:
        base = {"sat_class": sat, "tie_breaking": ties}

        def told(outcome):
            named = sorted(order[project] for project in outcome if votes[project] > 0)
            return ",".join(str(at) for at in named) or "-"

        none = method_of_equal_shares(instance, profile, **base)
        add1x = method_of_equal_shares(instance, profile, voter_budget_increment=1, **base)
        # All that costs something can be paid by everybody alone: nothing changes beyond.
        bound = mpq(len(ballots) * (sum(costs) + budget + 2))
        add1 = exhaustion_by_budget_increase(
            instance,
            profile,
            method_of_equal_shares,
            rule_params=dict(base),
            exhaustive_stop=False,
            budget_step=mpq(len(ballots)),
            budget_bound=bound,
        )
        completed = greedy_utilitarian_welfare(instance, profile, initial_budget_allocation=add1, **base)
        utility = greedy_utilitarian_welfare(instance, profile, initial_budget_allocation=none, **base)
        greedy = greedy_utilitarian_welfare(instance, profile, **base)
        parts = [f"{word}={told(outcome)}" for word, outcome in [
            ("none", none), ("add1", add1), ("add1x", add1x), ("add1_utility", completed), ("utility", utility),
            ("greedy", greedy),
        ]]
        lines.append(f"{seed} {name} {' '.join(parts)}")
    return lines


all_lines = [line for seed in range(1, INSTANCES + 1) for line in outcomes(seed)]
(there / "outcomes.txt").write_text("\n".join(all_lines) + "\n", "utf-8")
