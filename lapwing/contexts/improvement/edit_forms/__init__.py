"""What people type into the pages that make and change a plan."""
