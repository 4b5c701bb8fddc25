"""Every evaluation of this folder in turn; 1 if any figure is below its pinned floor. `make eval` calls this."""

import sys

import eval_hard
import eval_moves
import eval_pairs


def main() -> int:
    return max(evaluation.main() for evaluation in (eval_pairs, eval_hard, eval_moves))


if __name__ == "__main__":
    sys.exit(main())
