"""Every bench of this folder in turn; 1 if any finds a wrong result. `make bench` calls this."""

import sys

import bench_canon
import bench_incremental
import bench_join
import bench_peers
import bench_reparse


def main() -> int:
    return max(
        [
            bench_canon.main(),
            bench_join.main(),
            bench_peers.main(),
            bench_incremental.main(20_000),
            bench_reparse.main(),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
