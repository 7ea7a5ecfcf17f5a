"""Everything that must stay fast: workloads, what engines make of them, a report."""
