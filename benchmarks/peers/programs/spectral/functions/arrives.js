// Whoever follows `reports_to` arrives at somebody of `role`.
export default (positions, { role }, { path }) => {
  const byId = new Map(positions.map((position) => [position.id, position]));
  const known = new Map(); // whether a position arrives; false while it is being followed, so that a ring ends
  const arrives = (start) => {
    const line = [];
    let position = start;
    while (position && !known.has(position) && position.role !== role) {
      known.set(position, false);
      line.push(position);
      position = byId.get(position.reports_to);
    }
    const answer = position !== undefined && (position.role === role || known.get(position));
    for (const passed of line) known.set(passed, answer);
    return answer;
  };
  return positions.flatMap((position, index) =>
    arrives(position) ? [] : [{ message: `${position.id} never arrives at a ${role}`, path: [...path, index] }],
  );
};
