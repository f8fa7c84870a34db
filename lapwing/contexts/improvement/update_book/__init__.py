"""Updates in a workbook: downloaded for one cycle, filled in, sent back, looked through, and then saved."""
