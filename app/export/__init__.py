"""A report for other programs and other desks: tables as CSV and Excel, a page for the browser."""
