"""Every evaluation of this folder in turn; 1 if any figure is below its pinned floor. `make eval` calls this."""

import sys

import eval_asked
import eval_hard
import eval_incidents
import eval_moves
import eval_news
import eval_pairs
import eval_quotations
import eval_tongues
import eval_tongues_news
import eval_world


def main() -> int:
    evaluations = (
        *(eval_pairs, eval_hard, eval_moves, eval_asked, eval_incidents, eval_quotations),
        *(eval_news, eval_tongues, eval_tongues_news, eval_world),
    )
    return max(evaluation.main() for evaluation in evaluations)


if __name__ == "__main__":
    sys.exit(main())
