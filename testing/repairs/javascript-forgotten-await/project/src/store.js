async function load(key) {
  return { key };
}

async function name(key) {
  const entry = load(key);
  return entry.key;
}

module.exports = { name };
