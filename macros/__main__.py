"""`python -m macros …`: the same commands as make's, for people without make."""

from macros.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
