// When a question is asked, as the one door will decide: a comparison with a missing answer does not hold, its negation
// does; what is not asked has no answer.

// The texts of an answer.
export const said = (value) => {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value;
  if (typeof value === "object") return [value.id || value.name || value.text].filter(Boolean);
  return [String(value)];
};
export const number = (text) => Number(text.replace(/[\s\u00a0]/g, "").replace(",", "."));

const compare = (text, sign, wanted) => {
  const left = typeof wanted === "number" ? number(text) : text;
  return { "=": left === wanted, "<": left < wanted, "<=": left <= wanted, ">": left > wanted, ">=": left >= wanted }[sign];
};
const holds = (cond, texts) => {
  if (cond.all) return cond.all.every((one) => holds(one, texts));
  if (cond.any) return cond.any.some((one) => holds(one, texts));
  if (cond.not) return !holds(cond.not, texts);
  const there = texts(cond.field, cond.top);
  if (cond.sign === "set") return there.length > 0;
  if (cond.other) {
    const other = texts(cond.other.field, cond.other.top);
    const equal = other.length > 0 && there.some((text) => other.some((one) => compare(text, cond.sign === "!=" ? "=" : cond.sign, one)));
    return cond.sign === "!=" ? other.length > 0 && !equal : equal;
  }
  if (cond.sign === "!=") return !there.some((text) => cond.values.some((one) => compare(text, "=", one)));
  return there.some((text) => cond.values.some((one) => compare(text, cond.sign, one)));
};

// Which questions are asked of these answers; `above` are the answers over rows. Gives a function of the question's id.
export const asking = (questions, values, above = () => []) => {
  const known = new Map(questions.map((question) => [question.id, question])), decided = new Map();
  const texts = (id, top) => top ? above(id) : known.has(id) && isAsked(id) ? said(values[id]) : [];
  const isAsked = (id) => {
    if (!decided.has(id)) {
      // Two questions that ask for each other are both asked.
      decided.set(id, true);
      const { when } = known.get(id);
      decided.set(id, !when || holds(when, texts));
    }
    return decided.get(id);
  };
  return Object.assign(isAsked, { texts });
};
