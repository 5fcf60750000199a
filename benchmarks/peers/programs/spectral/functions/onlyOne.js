// Exactly one position is of `role`; each of several is a result, and the whole list where there is none.
export default (positions, { role }, { path }) => {
  const found = positions.flatMap((position, index) => (position.role === role ? [index] : []));
  if (found.length === 0) return [{ message: `there is no ${role}`, path }];
  return found.length === 1 ? [] : found.map((index) => ({ message: `${positions[index].id} is one of ${found.length} of role ${role}`, path: [...path, index] }));
};
