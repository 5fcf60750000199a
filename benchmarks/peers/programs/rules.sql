-- The thirteen rules in DuckDB's SQL. The table positions is the CSV file; what is selected are pairs of a rule and a position.
WITH RECURSIVE
placements(rule, role, manager_role) AS (
    VALUES
        ('r1', 'office-manager', 'regional-manager'),
        ('r2', 'regional-manager', 'sales-manager'),
        ('r3', 'store-manager', 'sales-manager'),
        ('r4', 'channel-manager', 'sales-manager'),
        ('r5', 'sales-representative', 'channel-manager'),
        ('r6', 'sales-manager', 'sales-director'),
        ('r7', 'sales-director', 'general-manager'),
        ('r8', 'customer-service-manager', 'general-manager'),
        ('r9', 'customer-representative', 'customer-service-manager')
),
general_managers AS (SELECT id FROM positions WHERE role = 'general-manager'),
arrived(id) AS (
    SELECT id FROM general_managers
    UNION
    SELECT positions.id FROM positions JOIN arrived ON positions.reports_to = arrived.id
)
SELECT placements.rule, positions.id
FROM positions
JOIN placements ON placements.role = positions.role
LEFT JOIN positions AS managers ON managers.id = positions.reports_to
WHERE managers.role IS DISTINCT FROM placements.manager_role
UNION ALL
SELECT 'r10', id FROM general_managers WHERE (SELECT count(*) FROM general_managers) <> 1
UNION ALL
SELECT 'r10', '*' WHERE NOT EXISTS (FROM general_managers)
UNION ALL
SELECT 'r11', managers.id
FROM positions AS managers
JOIN (SELECT reports_to FROM positions GROUP BY reports_to HAVING count(*) > 12) AS wide ON wide.reports_to = managers.id
UNION ALL
SELECT 'r12', positions.id FROM positions ANTI JOIN arrived ON arrived.id = positions.id
UNION ALL
SELECT 'r13', id
FROM positions
WHERE list_has_all(string_split(duties, ';'), ['apply-promotion-expense', 'review-promotion-expense'])
