"""How fast the house is with a hundred thousand cases in it: ``make bench``.

A database of its own is made, filled, measured under the settings of production and
thrown away. The numbers go to the screen; nothing else in the house depends on them.
"""
