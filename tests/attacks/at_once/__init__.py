"""The same thing done twice at one moment: a double click, two tabs, two browsers, two programs.

One of the two is done, and the other is told so in a sentence: nothing twice, no secret used twice, no fault.
"""
