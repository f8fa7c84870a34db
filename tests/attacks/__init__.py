"""What somebody tries who means harm: one file for each kind of attack, against the application itself."""
