"""The organization: a design after linking, in which every position knows its manager, reports, unit and holder."""
