"""What people type about governance."""
