// Whoever is of `role` reports to somebody of `manager`.
export default (positions, { role, manager }, { path }) => {
  const roles = new Map(positions.map((position) => [position.id, position.role]));
  return positions.flatMap((position, index) =>
    position.role === role && roles.get(position.reports_to) !== manager
      ? [{ message: `${position.id} does not report to a ${manager}`, path: [...path, index] }]
      : [],
  );
};
