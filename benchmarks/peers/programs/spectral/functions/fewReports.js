// At most `most` positions report to one.
export default (positions, { most }, { path }) => {
  const reports = new Map();
  for (const { reports_to } of positions) reports.set(reports_to, (reports.get(reports_to) ?? 0) + 1);
  return positions.flatMap((position, index) =>
    reports.get(position.id) > most ? [{ message: `more than ${most} report to ${position.id}`, path: [...path, index] }] : [],
  );
};
