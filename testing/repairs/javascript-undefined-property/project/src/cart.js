function first(items) {
  return items[0].name;
}

module.exports = { first };
