"""Action plans as councils keep them, in Excel, CSV and Word: every table of a file, as text."""

from goldenthread.exchange.plan_files.columns import plan_headings
from goldenthread.exchange.plan_files.reading import LARGEST_PLAN, read_plan_file

__all__ = ["LARGEST_PLAN", "plan_headings", "read_plan_file"]
