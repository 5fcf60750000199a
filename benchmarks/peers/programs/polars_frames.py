"""The thirteen rules in Polars: ``python polars_frames.py positions.csv`` prints a rule and a position a line."""

import sys

import polars as pl

PLACEMENTS = {
    "r1": ("office-manager", "regional-manager"),
    "r2": ("regional-manager", "sales-manager"),
    "r3": ("store-manager", "sales-manager"),
    "r4": ("channel-manager", "sales-manager"),
    "r5": ("sales-representative", "channel-manager"),
    "r6": ("sales-manager", "sales-director"),
    "r7": ("sales-director", "general-manager"),
    "r8": ("customer-service-manager", "general-manager"),
    "r9": ("customer-representative", "customer-service-manager"),
}
APPLY, REVIEW = "apply-promotion-expense", "review-promotion-expense"


def broken(rule: str) -> list[pl.Expr]:
    """The columns of a finding."""
    return [pl.lit(rule).alias("rule"), pl.col("id")]


positions = pl.read_csv(sys.argv[1], columns=["id", "role", "reports_to", "duties"], infer_schema=False)
lines = positions.select("id", "reports_to")

placements = pl.DataFrame(
    [(rule, role, manager_role) for rule, (role, manager_role) in PLACEMENTS.items()],
    schema=["rule", "role", "manager_role"],
    orient="row",
)
managers = positions.select(reports_to="id", role_of_manager="role")
misplaced = (
    positions.select("id", "role", "reports_to")
    .join(placements, on="role")
    .join(managers, on="reports_to", how="left")
    .filter(pl.col("role_of_manager").ne_missing(pl.col("manager_role")))
    .select("rule", "id")
)

general_managers = positions.filter(pl.col("role") == "general-manager").select("id")
if general_managers.is_empty():
    heads = pl.DataFrame({"rule": ["r10"], "id": ["*"]})
else:
    heads = general_managers.filter(general_managers.height != 1).select(broken("r10"))

wide = (
    lines.group_by("reports_to")
    .len()
    .filter(pl.col("len") > 12)
    .join(lines, left_on="reports_to", right_on="id")
    .select(pl.lit("r11").alias("rule"), pl.col("reports_to").alias("id"))
)

# level by level downwards from the general managers; whom no level holds never arrives at one
waiting = lines.join(general_managers, on="id", how="anti")
level = general_managers
while not level.is_empty():
    below = level.select(reports_to="id")
    level = waiting.join(below, on="reports_to", how="semi").select("id")
    waiting = waiting.join(below, on="reports_to", how="anti")
astray = waiting.select(broken("r12"))

duties = pl.col("duties").str.split(";")
both = positions.filter(duties.list.contains(APPLY) & duties.list.contains(REVIEW)).select(broken("r13"))

pl.concat([misplaced, heads, wide, astray, both]).write_csv(sys.stdout.buffer, include_header=False, separator=" ")
