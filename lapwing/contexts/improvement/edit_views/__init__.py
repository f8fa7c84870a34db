"""The pages of the plan that change it: each shows a form, and sends what was typed to one command."""
