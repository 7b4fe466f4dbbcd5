const limits = require("./limits.json");

function allowed(price) {
  return price <= limits.maxPrice;
}

module.exports = { allowed };
