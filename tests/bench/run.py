"""Every bench of this folder in turn; 1 if any finds a wrong result. `make bench` calls this."""

import sys

import bench_join


def main() -> int:
    return bench_join.main()


if __name__ == "__main__":
    sys.exit(main())
