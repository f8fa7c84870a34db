"""Words that a pack's forms add to it: titles of what stands in every pack."""

CONTENTS = "Contents"
FIGURES = "The figures behind the charts"
COLOPHON = "About this file"
LOGO = "Logo of {}"
PARTNERSHIP = "Partnership"
