"""``python -m sanctionscreen.cli``: the same as the ``sanctionscreen`` command."""

from sanctionscreen.cli import main

if __name__ == "__main__":
    main()
