"""Starting a plan from what there is: from an earlier plan, or from the areas of an inspection report."""
