const open = require('./door');

/** Opened one by one when Nx calls them: a validation loads nothing that builds. */
module.exports = {
  buildImage: (...args) => open('executors/build-image/build-image').buildImage(...args),
  buildImages: (...args) => open('executors/build-image/build-images').buildImages(...args),
  validateImage: (...args) => open('executors/validate/validate').validateImage(...args),
  validateImages: (...args) => open('executors/validate/validate').validateImages(...args),
  plan: (...args) => open('executors/commands').plan(...args),
  why: (...args) => open('executors/commands').why(...args),
  shell: (...args) => open('executors/commands').shell(...args),
  bootImage: (...args) => open('executors/commands').bootImage(...args),
  testImage: (...args) => open('executors/commands').testImage(...args),
  exportImage: (...args) => open('executors/commands').exportImage(...args),
  publishImage: (...args) => open('executors/commands').publishImage(...args),
  release: (...args) => open('executors/release').release(...args),
  awaitPublication: (...args) => open('executors/await-publication').awaitPublication(...args),
  verifyImage: (...args) => open('executors/commands').verifyImage(...args),
  collectImage: (...args) => open('executors/commands').collectImage(...args),
  diffImage: (...args) => open('executors/commands').diffImage(...args),
  packageVmApp: (...args) => open('executors/commands').packageVmApp(...args),
  testVmApp: (...args) => open('executors/commands').testVmApp(...args),
  publishVmApp: (...args) => open('executors/commands').publishVmApp(...args),
  lock: (...args) => open('executors/commands').lock(...args),
  sweep: (...args) => open('executors/commands').sweep(...args),
};
