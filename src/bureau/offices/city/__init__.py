"""A city is a folder of files; loading it twice changes nothing the second time."""

from bureau.offices.city.counting import CityLoad
from bureau.offices.city.loading import load_city
from bureau.offices.city.reading import CityTrouble, Fault

__all__ = ["CityLoad", "CityTrouble", "Fault", "load_city"]
