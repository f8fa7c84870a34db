"""The colours of Lapwing in documents, as RRGGBB."""

GREEN = "14483F"
VIOLET = "5B3A78"
CHESTNUT = "A3541B"
INK = "0B0C0C"
QUIET = "505A5F"
BAND = "E6EEEC"
ASIDE = "F7F7F4"
HAIRLINE = "C9CFCE"
WHITE = "FFFFFF"
# Of a status, by the name of its colour, on white: amber is darker than on screens, where it has a dark edge.
STATUS = {"blue": "1D70B8", "green": "00703C", "amber": "B35A00", "red": "B10E1E", "grey": "505A5F"}
