"""What Lapwing is measured by. ``make bench`` runs all and writes docs/performance.md."""
