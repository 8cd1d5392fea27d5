const open = require('./door');

module.exports = {
  init: (...args) => open('generators/init/init').initGenerator(...args),
  image: (...args) => open('generators/image/image').imageGenerator(...args),
  vmApp: (...args) => open('generators/vm-app/vm-app').vmAppGenerator(...args),
  sync: (...args) => open('generators/sync/sync').syncGenerator(...args),
};
