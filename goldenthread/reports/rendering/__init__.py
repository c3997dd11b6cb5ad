"""Each turns an outline or a workbook into one kind of file."""
