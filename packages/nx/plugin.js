module.exports = require('./door')('plugin');
