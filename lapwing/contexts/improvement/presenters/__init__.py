"""Between the queries and the templates: links that keep the day, marks, tables, charts, sentences."""
