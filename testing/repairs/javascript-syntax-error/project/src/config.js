const config = {
  port: 80,,
};

module.exports = config;
