"""Media types of files that several features write."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
