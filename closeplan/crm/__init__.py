"""A deal as a CRM knows it, and what it and the plan have to say to each other: pure, as `closeplan.plan` is."""
