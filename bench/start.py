"""The first thing in the house to throw away: Django is set up before any model is read."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    main = import_module("bench.run").main
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
