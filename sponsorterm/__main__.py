"""`python -m sponsorterm` and the `sponsorterm` command."""


def main() -> None:
    """Hand the command line to the verbs."""
    from sponsorterm.cli import run

    run()


if __name__ == "__main__":
    main()
