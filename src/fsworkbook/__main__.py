"""`python -m fsworkbook`: the same as `fsworkbook`."""

from fsworkbook.cli.main import main

if __name__ == "__main__":
    main()
