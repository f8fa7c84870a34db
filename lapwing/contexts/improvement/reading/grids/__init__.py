"""Reading tables of any format: the titles of their columns, their rows, and the actions that these hold."""
