"""What is said of figures: control charts, which picture a series gets, and a sentence about it."""
