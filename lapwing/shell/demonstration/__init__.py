"""Two invented local areas with plans, people and a history, so that a newcomer has something to look at."""
