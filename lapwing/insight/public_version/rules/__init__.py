"""What decides how figures are handled and how words read. No Django."""
