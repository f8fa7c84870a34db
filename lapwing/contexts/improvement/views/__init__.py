"""The pages of the plan that show: each reads one query and renders one template."""
